package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Who commits.
 *
 * @param email address
 * @param name name
 */
@WireRecord
public record CommitUser(@Required String email, @Nullable String name) {}
