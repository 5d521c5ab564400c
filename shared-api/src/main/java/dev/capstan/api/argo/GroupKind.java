package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A kind of an API group.
 *
 * @param group API group; {@code *} is any
 * @param kind kind; {@code *} is any
 */
@ExactRecord
public record GroupKind(@Required String group, @Required String kind) {}
