package dev.capstan.api.source;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * An artifact that an ArtifactGenerator has made.
 *
 * @param name name of the ExternalArtifact
 * @param namespace its namespace
 * @param digest of the archive, {@code <algorithm>:<hex>}
 * @param filename the last part of its path in the storage
 */
@WireRecord
public record GeneratedArtifact(
        @Required String name,
        @Required String namespace,
        @Required String digest,
        @Required String filename) {}
