package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Some repositories.
 *
 * @param url their address, as a pattern; {@code !} denies
 */
@ExactRecord
public record SourceIntegrityRepository(@Required String url) {}
