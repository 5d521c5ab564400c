package dev.capstan.source.generator.kube;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ArtifactGeneratorStatus;
import dev.capstan.api.source.GeneratedArtifact;
import dev.capstan.api.source.GeneratorSource;
import dev.capstan.api.source.OutputArtifact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** By what generators are found: the sources that they read, and the objects that they make. */
final class GeneratorIndexes {
    /** By the sources, {@code Kind/namespace/name}. */
    static final String READS = "reads";

    /** By the ExternalArtifacts, as far as their names are known. */
    static final String MAKES = "makes";

    private GeneratorIndexes() {}

    static Map<String, Function<ArtifactGenerator, List<String>>> all() {
        return Map.of(
                READS,
                object -> texts(sourcesOf(object).stream()),
                MAKES,
                object -> texts(Stream.concat(named(object), made(object))
                        .map(name -> ToolkitKind.EXTERNAL_ARTIFACT.ref(
                                new ObjectKey(object.key().namespace(), name)))));
    }

    /** The sources that a spec names; none when it cannot be read. */
    static List<ObjectReference> sourcesOf(ArtifactGenerator object) {
        if (object.undecodable().isPresent()) {
            return List.of();
        }
        return object.getSpec().sources().stream()
                .map(source -> reference(source, object.key().namespace()))
                .toList();
    }

    private static ObjectReference reference(GeneratorSource source, String namespace) {
        var other = source.namespace();
        return new ObjectReference(
                ToolkitKind.EXTERNAL_ARTIFACT.apiVersion(),
                source.kind(),
                other == null || other.isEmpty() ? namespace : other,
                source.name());
    }

    private static Stream<String> named(ArtifactGenerator object) {
        return object.undecodable().isPresent()
                ? Stream.of()
                : object.getSpec().artifacts().stream()
                        .map(OutputArtifact::name)
                        .filter(name -> !name.contains("{"));
    }

    private static Stream<String> made(ArtifactGenerator object) {
        return Optional.ofNullable(object.getStatus()).map(ArtifactGeneratorStatus::inventory).stream()
                .flatMap(List::stream)
                .map(GeneratedArtifact::name);
    }

    private static List<String> texts(Stream<ObjectReference> references) {
        return references.map(ObjectReference::toString).distinct().toList();
    }
}
