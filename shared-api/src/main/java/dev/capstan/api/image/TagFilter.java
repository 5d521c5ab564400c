package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which tags count, and which part of them is compared.
 *
 * @param pattern a regular expression, found anywhere in a tag that counts
 * @param extract what is compared instead of the tag, with the groups of the expression: {@code $name}, {@code ${1}}
 */
@WireRecord
public record TagFilter(@Nullable String pattern, @Nullable String extract) {}
