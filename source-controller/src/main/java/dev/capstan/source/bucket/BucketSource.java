package dev.capstan.source.bucket;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.BucketSpec;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.source.artifact.ArtifactOwner;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is declared, and what was made of it last time. */
public record BucketSource(ObjectKey key, BucketSpec spec, BucketStatus status) {
    private static final String KIND = "bucket";
    private static final String DEFAULT_PROVIDER = "generic";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Whose files the artifacts are. */
    public ArtifactOwner owner() {
        return new ArtifactOwner(KIND, key.namespace(), key.name());
    }

    /** The artifact that consumers know. */
    public Optional<Artifact> artifact() {
        return Optional.ofNullable(status.artifact());
    }

    /** Whether the artifact was made with other ignore patterns. */
    boolean selectsOtherContent() {
        return !Optional.ofNullable(spec.ignore()).equals(Optional.ofNullable(status.observedIgnore()));
    }

    String provider() {
        return given(spec.provider()).orElse(DEFAULT_PROVIDER);
    }

    String prefix() {
        return given(spec.prefix()).orElse("");
    }

    /** The time for listing and reading together. */
    Duration timeout() {
        return GoDuration.positive(spec.timeout(), DEFAULT_TIMEOUT);
    }

    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }
}
