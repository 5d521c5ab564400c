package dev.capstan.testkit.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Custom resource definitions from a folder of the repository.
 *
 * @param files one definition each
 */
record Definitions(List<Path> files) {

    /** System property with the repository's root; the build sets it for integration tests. */
    private static final String ROOT = "capstan.root";

    static Definitions ofRepository() {
        Path folder = root().resolve("k8s").resolve("crds");
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalStateException("No definitions in " + folder);
            }
            return new Definitions(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository's root. */
    static Path root() {
        String named = System.getProperty(ROOT);
        return named == null ? rootAbove(Path.of("").toAbsolutePath()) : Path.of(named);
    }

    /** For runs from an editor, where the build has set no property. */
    private static Path rootAbove(Path folder) {
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.isDirectory(candidate.resolve("k8s").resolve("crds"))) {
                return candidate;
            }
        }
        throw new IllegalStateException("No folder above " + folder + " has k8s/crds; set -D" + ROOT);
    }

    void install(KubernetesClient client) {
        List<HasMetadata> definitions = files.stream().map(Definitions::read).toList();
        definitions.forEach(definition -> client.resource(definition)
                .fieldManager("testkit")
                .forceConflicts()
                .serverSideApply());
        definitions.forEach(definition ->
                client.resource(definition).waitUntilCondition(Definitions::isEstablished, 30, TimeUnit.SECONDS));
    }

    private static HasMetadata read(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(HasMetadata definition) {
        return definition instanceof CustomResourceDefinition crd
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
