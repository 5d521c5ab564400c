package dev.capstan.api.notification;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A CEL expression that must be true for a token.
 *
 * @param expression the expression, over {@code claims} and {@code vars}
 * @param message what to say when it is false
 */
@WireRecord
public record OidcValidation(
        @Required String expression, @Required String message) {}
