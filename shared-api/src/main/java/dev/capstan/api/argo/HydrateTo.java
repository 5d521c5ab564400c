package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Where rendered manifests go first.
 *
 * @param targetBranch the branch
 */
@ExactRecord
public record HydrateTo(@Required String targetBranch) {}
