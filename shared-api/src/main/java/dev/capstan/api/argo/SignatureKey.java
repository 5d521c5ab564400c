package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A key that may sign.
 *
 * @param keyID its identity; 16 or 40 hexadecimal digits
 */
@ExactRecord
public record SignatureKey(@Required String keyID) {}
