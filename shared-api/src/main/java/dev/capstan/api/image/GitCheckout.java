package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import dev.capstan.api.source.GitReference;
import io.fabric8.generator.annotation.Required;

/**
 * What is checked out.
 *
 * @param ref the reference
 */
@WireRecord
public record GitCheckout(@Required GitReference ref) {}
