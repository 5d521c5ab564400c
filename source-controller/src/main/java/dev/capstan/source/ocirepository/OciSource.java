package dev.capstan.source.ocirepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.OCILayerSelector;
import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.digest.Digest;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.verification.VerificationRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What is declared, and what was made of it last time.
 *
 * @param generation of the declaration
 */
public record OciSource(ObjectKey key, long generation, OCIRepositorySpec spec, OCIRepositoryStatus status) {
    private static final String KIND = "ocirepository";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    ArtifactOwner owner() {
        return new ArtifactOwner(KIND, key.namespace(), key.name());
    }

    /** The name of the file of a manifest's artifact. */
    String fileName(Digest manifest) {
        return manifest + ".tar.gz";
    }

    Duration timeout() {
        return GoDuration.positive(spec.timeout(), DEFAULT_TIMEOUT);
    }

    /** The media type of the wanted layer; empty for the first one of all. */
    Optional<String> layerType() {
        return Optional.ofNullable(spec.layerSelector())
                .map(OCILayerSelector::mediaType)
                .filter(type -> !type.isEmpty());
    }

    /** Whether the layer is stored as it is. */
    boolean copiesLayer() {
        return spec.layerSelector() != null
                && "copy".equals(spec.layerSelector().operation());
    }

    /** Whether the artifact is that of the revision, made as the spec says, and verified if the spec asks for that. */
    boolean has(ArtifactRevision revision) {
        return Optional.ofNullable(status.artifact())
                        .map(Artifact::revision)
                        .filter(revision::equals)
                        .isPresent()
                && Optional.ofNullable(spec.ignore()).equals(Optional.ofNullable(status.observedIgnore()))
                && Optional.ofNullable(spec.layerSelector()).equals(Optional.ofNullable(status.observedLayerSelector()))
                && (spec.verify() == null || VerificationRequest.isAnswered(status.conditions(), generation));
    }
}
