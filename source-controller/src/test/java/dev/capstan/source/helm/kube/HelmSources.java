package dev.capstan.source.helm.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The objects of one kind that a test makes in its namespace, and what a consumer sees of them. */
record HelmSources<T extends ToolkitResource<?, S>, S extends SourceStatus<S>>(TestNamespace namespace, Class<T> kind) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Applies an object.
     *
     * @param spec lines of the spec, without indentation
     */
    void apply(String name, String spec) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: %s
                metadata:
                  name: %s
                spec:
                %s""".formatted(kind.getSimpleName(), name, spec.indent(2)));
    }

    void secret(String name, Map<String, String> values) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withStringData(values)
                .build();
        namespace.client().resource(secret).forceConflicts().serverSideApply();
    }

    void request(String name, String token) {
        patch(name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    void patch(String name, String json) {
        namespace
                .client()
                .resources(kind)
                .inNamespace(namespace.name())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    void delete(String name) {
        namespace
                .client()
                .resources(kind)
                .inNamespace(namespace.name())
                .withName(name)
                .delete();
    }

    Optional<T> find(String name) {
        return Optional.ofNullable(namespace
                .client()
                .resources(kind)
                .inNamespace(namespace.name())
                .withName(name)
                .get());
    }

    S await(String name, Predicate<S> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> find(name).map(CustomResource::getStatus),
                        status -> status.filter(condition).isPresent())
                .orElseThrow();
    }

    S awaitReady(String name) {
        return await(
                name, status -> "True".equals(condition(status, Condition.READY).status()));
    }

    S awaitFailure(String name) {
        return await(
                name,
                status -> "False".equals(condition(status, Condition.READY).status()));
    }

    /** Waits for the condition Ready to have this reason. */
    S awaitReason(String name, String reason) {
        return await(name, status -> ready(status).reason().equals(reason));
    }

    /** The newest event about the object with this reason. */
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

    static Condition condition(SourceStatus<?> status, String type) {
        return Conditions.of(status.common().conditions())
                .get(type)
                .orElseGet(() -> new Condition(type, "Unknown", 0, "", "", ""));
    }

    static Condition ready(SourceStatus<?> status) {
        return condition(status, Condition.READY);
    }

    static Artifact artifact(SourceStatus<?> status) {
        return Objects.requireNonNull(status.artifact(), "status.artifact");
    }

    static byte[] download(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }
}
