package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * How often something runs.
 *
 * @param name the name of the objects
 * @param count the number of replicas
 */
@ExactRecord
public record KustomizeReplica(
        @Required String name, @Required IntOrString count) {}
