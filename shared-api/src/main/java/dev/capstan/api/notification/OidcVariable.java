package dev.capstan.api.notification;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A named CEL expression.
 *
 * @param name the name
 * @param expression the expression, over {@code claims}
 */
@WireRecord
public record OidcVariable(@Required String name, @Required String expression) {}
