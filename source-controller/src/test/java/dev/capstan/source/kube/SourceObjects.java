package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.digest.Digest;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The objects of one kind that a test makes in its namespace, and what a consumer sees of them. */
public class SourceObjects<T extends ToolkitResource<?, S>, S extends SourceStatus<S>> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestNamespace namespace;
    private final Class<T> kind;

    /** Objects of a kind in a namespace. */
    public SourceObjects(TestNamespace namespace, Class<T> kind) {
        this.namespace = namespace;
        this.kind = kind;
    }

    /** The namespace of the test. */
    public TestNamespace namespace() {
        return namespace;
    }

    /**
     * Applies an object.
     *
     * @param spec lines of the spec, without indentation
     */
    public void apply(String name, String spec) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: %s
                metadata:
                  name: %s
                spec:
                %s""".formatted(kind.getSimpleName(), name, spec.indent(2)));
    }

    public void secret(String name, Map<String, String> values) {
        secret(name, "Opaque", values);
    }

    public void secret(String name, String type, Map<String, String> values) {
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

    public void request(String name, String token) {
        patch(name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    public void patch(String name, String json) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    public void delete(String name) {
        resource(name).delete();
    }

    /** Deletes an object, and waits until it and the file of its artifact are gone. */
    public void awaitRemoved(String name, Path file) {
        assertThat(file).exists();
        delete(name);
        Awaitility.await("removal of " + name).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(find(name)).isEmpty();
            assertThat(file).doesNotExist();
        });
    }

    public Optional<T> find(String name) {
        return Optional.ofNullable(resource(name).get());
    }

    /** The object at the API server. */
    public Resource<T> resource(String name) {
        return namespace.client().resources(kind).inNamespace(namespace.name()).withName(name);
    }

    public S await(String name, Predicate<S> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> find(name).map(CustomResource::getStatus),
                        status -> status.filter(condition).isPresent())
                .orElseThrow();
    }

    public S awaitReady(String name) {
        return await(
                name, status -> "True".equals(condition(status, Condition.READY).status()));
    }

    public S awaitFailure(String name) {
        return await(
                name,
                status -> "False".equals(condition(status, Condition.READY).status()));
    }

    /** Waits for the condition Ready to have this reason. */
    public S awaitReason(String name, String reason) {
        return await(name, status -> ready(status).reason().equals(reason));
    }

    /** The newest event about the object with this reason. */
    public Event event(String name, String reason) {
        return Awaitility.await("event " + reason + " of " + name)
                .atMost(PATIENCE)
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getLast();
    }

    public List<Event> events(String name, String reason) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .toList();
    }

    public static Condition condition(SourceStatus<?> status, String type) {
        return Conditions.of(status.common().conditions())
                .get(type)
                .orElseGet(() -> new Condition(type, "Unknown", 0, "", "", ""));
    }

    public static Condition ready(SourceStatus<?> status) {
        return condition(status, Condition.READY);
    }

    public static Artifact artifact(SourceStatus<?> status) {
        return Objects.requireNonNull(status.artifact(), "status.artifact");
    }

    public static byte[] download(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    public static byte[] download(SourceStatus<?> status) throws IOException, InterruptedException {
        return download(artifact(status).url().text());
    }

    public static boolean isReady(SourceStatus<?> status) {
        return Conditions.of(status.common().conditions()).isTrue(Condition.READY);
    }

    public static ArtifactDigest digestOf(byte[] bytes) {
        return new ArtifactDigest(Digest.sha256(bytes).toString());
    }
}
