package dev.capstan.source.artifact;

import dev.capstan.api.artifact.ArtifactDigest;
import java.time.Instant;

/**
 * A file in the storage.
 *
 * @param path relative to the storage
 * @param digest over its bytes, SHA-256
 * @param size in bytes
 * @param storedAt when it was written
 */
public record StoredArtifact(String path, ArtifactDigest digest, long size, Instant storedAt) {}
