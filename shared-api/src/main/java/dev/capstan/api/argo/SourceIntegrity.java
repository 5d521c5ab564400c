package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Which sources must be signed.
 *
 * @param git rules for Git repositories
 */
@ExactRecord
public record SourceIntegrity(@Required SourceIntegrityGit git) {}
