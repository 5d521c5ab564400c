package dev.capstan.api.source;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Copies the artifact of another GitRepository into this one.
 *
 * @param repository the other GitRepository, in the same namespace
 * @param fromPath what to copy; absent means all of it
 * @param toPath where to; absent means a directory with the repository's name
 */
@WireRecord
public record GitInclude(
        @Required LocalRef repository,
        @Nullable String fromPath,
        @Nullable String toPath) {}
