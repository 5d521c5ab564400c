package dev.capstan.source.artifact;

import java.time.Instant;

/**
 * A file in the storage.
 *
 * @param path relative to the storage
 * @param digest {@code sha256:<hex>} over its bytes
 * @param size in bytes
 * @param storedAt when it was written
 */
public record StoredArtifact(String path, String digest, long size, Instant storedAt) {}
