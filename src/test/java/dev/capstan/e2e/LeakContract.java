package dev.capstan.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.e2e.leak.BusTap;
import dev.capstan.e2e.leak.Markers;
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets of every kind go in, through work that succeeds and through work that fails because of them, and are looked for afterwards
 * wherever people and programs can see something.
 */
interface LeakContract extends InstalledScenario {
    @Test
    default void d062_secretsAreInNothingThatPeopleAndProgramsSee(@TempDir Path folder) throws Exception {
        try (WebhookReceiver people = WebhookReceiver.start();
                BusTap bus = BusTap.on(bus())) {
            var scenario = new SecretScenario(tenant(), cluster(), people, folder);
            scenario.start();
            scenario.awaitEnds();
            scenario.awaitNewsOfAll();

            Map<String, String> seen = new LinkedHashMap<>();
            bus.messages().forEach(message -> seen.put("bus message " + seen.size() + " " + head(message), message));
            people.requests()
                    .forEach(request ->
                            seen.put("notification " + seen.size() + " " + head(request.text()), request.text()));
            seen.put("metrics", installation().metrics());
            objects(seen);
            files(seen);

            Markers markers = scenario.markers();
            assertThat(seen.keySet())
                    .as("the search reaches everything")
                    .anyMatch(place -> place.startsWith("notification"))
                    .anyMatch(place -> place.endsWith(".log"))
                    .anyMatch(place -> place.endsWith(".tar.gz"))
                    .anyMatch(place -> place.startsWith("Event "))
                    .anyMatch(place -> place.startsWith("SealedSecret "));
            assertThat(seen.entrySet().stream()
                            .flatMap(place -> markers.in(place.getValue()).stream()
                                    .map(secret -> secret + " is in " + place.getKey())))
                    .isEmpty();
        }
    }

    private static String head(String text) {
        return text.substring(0, Math.min(100, text.length()));
    }

    /** All objects of the cluster of kinds that the controllers write, Secrets excepted. */
    private void objects(Map<String, String> seen) {
        Stream<ResourceDefinitionContext> ours = ToolkitKind.served().stream().map(ToolkitKind::context);
        Stream<ResourceDefinitionContext> builtIn = Stream.of(
                kind("", "v1", "ConfigMap", "configmaps"),
                kind("", "v1", "Event", "events"),
                kind("coordination.k8s.io", "v1", "Lease", "leases"));
        Stream.concat(ours, builtIn)
                .forEach(kind -> cluster()
                        .client()
                        .genericKubernetesResources(kind)
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .forEach(object -> seen.put(
                                "%s %s/%s"
                                        .formatted(
                                                object.getKind(),
                                                object.getMetadata().getNamespace(),
                                                object.getMetadata().getName()),
                                Serialization.asYaml(object))));
    }

    private static ResourceDefinitionContext kind(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** Everything that the processes have on disk. */
    private void files(Map<String, String> seen) throws IOException {
        try (Stream<Path> all = Files.walk(installation().folder())) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".kubeconfig"))
                    .forEach(file -> text(file).ifPresent(text -> seen.put(file.toString(), text)));
        }
    }

    /** Empty for one that goes away meanwhile. */
    private static Optional<String> text(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            boolean isPacked = content.length > 1 && content[0] == 0x1f && content[1] == (byte) 0x8b;
            if (!isPacked) {
                return Optional.of(new String(content, ISO_8859_1));
            }
            try (var unpacked = new GZIPInputStream(Files.newInputStream(file))) {
                return Optional.of(new String(unpacked.readAllBytes(), UTF_8));
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<URI> bus() {
        return installation().mode() == Installation.Mode.SEPARATE
                ? Optional.of(cluster().nats())
                : Optional.empty();
    }
}
