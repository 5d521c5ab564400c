package dev.capstan.source.ocirepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.OCIRepository;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The OCIRepository objects of one test, and what a consumer sees of them. */
record OciRepositories(TestNamespace namespace) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Applies an object.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String url, String more) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: OCIRepository
                metadata:
                  name: %s
                spec:
                  url: "%s"
                  interval: 1h
                """.formatted(name, url) + more);
    }

    void secret(String name, String type, Map<String, String> values) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withType(type)
                .withStringData(values)
                .build();
        namespace.client().resource(secret).forceConflicts().serverSideApply();
    }

    void request(String name, String token) {
        namespace
                .client()
                .resources(OCIRepository.class)
                .inNamespace(namespace.name())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    OCIRepositoryStatus awaitReady(String name) {
        return await(name, status -> Conditions.of(status.conditions()).isTrue(Condition.READY));
    }

    Condition awaitFailure(String name) {
        return condition(
                await(
                        name,
                        status -> condition(status, Condition.READY).status().equals("False")),
                Condition.READY);
    }

    OCIRepositoryStatus await(String name, Predicate<OCIRepositoryStatus> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(name), condition);
    }

    private OCIRepositoryStatus status(String name) {
        var object = namespace
                .client()
                .resources(OCIRepository.class)
                .inNamespace(namespace.name())
                .withName(name)
                .get();
        return object == null || object.getStatus() == null ? OCIRepositoryStatus.INITIAL : object.getStatus();
    }

    Event event(String name, String reason) {
        return Awaitility.await("event " + reason + " of " + name)
                .atMost(PATIENCE)
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getLast();
    }

    private List<Event> events(String name, String reason) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .toList();
    }

    static Condition condition(OCIRepositoryStatus status, String type) {
        return Conditions.of(status.conditions())
                .get(type)
                .orElseGet(() -> new Condition(type, "Unknown", 0, "", "", ""));
    }

    static Artifact artifact(OCIRepositoryStatus status) {
        return Objects.requireNonNull(status.artifact(), "status.artifact");
    }

    static byte[] download(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    /** The names of the files and folders in an artifact, as the real tar lists them. */
    static List<String> listed(byte[] archive) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("tar", "-tzf", "-").redirectErrorStream(true).start();
        try (var out = process.getOutputStream()) {
            new ByteArrayInputStream(archive).transferTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the artifact: " + said);
        }
        return said.lines().toList();
    }
}
