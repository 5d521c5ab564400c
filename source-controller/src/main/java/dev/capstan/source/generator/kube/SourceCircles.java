package dev.capstan.source.generator.kube;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.KindRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.ExternalArtifactSpec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds generators whose results are made from each other: they would never come to rest. Knows what the watches have seen. */
final class SourceCircles {
    private final Function<ObjectKey, Optional<ExternalArtifact>> artifacts;
    private final Function<ObjectKey, Optional<ArtifactGenerator>> generators;

    SourceCircles(
            Function<ObjectKey, Optional<ExternalArtifact>> artifacts,
            Function<ObjectKey, Optional<ArtifactGenerator>> generators) {
        this.artifacts = artifacts;
        this.generators = generators;
    }

    /** Whether a source is made by the generator, itself or through others. */
    boolean leadTo(ObjectKey generator, ObjectReference source) {
        return leadTo(generator, source, new HashSet<>());
    }

    private boolean leadTo(ObjectKey wanted, ObjectReference source, Set<ObjectKey> seen) {
        var maker = makerOf(source);
        if (maker.isEmpty() || !seen.add(maker.get())) {
            return false;
        }
        return maker.get().equals(wanted)
                || generators.apply(maker.get()).stream()
                        .flatMap(next -> GeneratorIndexes.sourcesOf(next).stream())
                        .anyMatch(next -> leadTo(wanted, next, seen));
    }

    private Optional<ObjectKey> makerOf(ObjectReference source) {
        if (!source.kind().equals(ToolkitKind.EXTERNAL_ARTIFACT.kind())) {
            return Optional.empty();
        }
        return artifacts
                .apply(source.key())
                .flatMap(object -> Optional.ofNullable(object.getSpec()))
                .map(ExternalArtifactSpec::sourceRef)
                .filter(maker -> ToolkitKind.ARTIFACT_GENERATOR.kind().equals(maker.kind()))
                .map(maker -> key(maker, source.namespace()));
    }

    private static ObjectKey key(KindRef maker, String namespace) {
        var other = maker.namespace();
        return new ObjectKey(other == null || other.isEmpty() ? namespace : other, maker.name());
    }
}
