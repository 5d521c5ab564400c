package dev.capstan.source.bucket.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.Bucket;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.digest.Digest;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The Bucket objects of one test, and what a consumer sees of them. */
record Buckets(TestNamespace namespace) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Applies an object for the bucket {@code config} of a server.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String endpoint, String more) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: Bucket
                metadata:
                  name: %s
                spec:
                  bucketName: config
                  endpoint: %s
                  interval: 1h
                """.formatted(name, endpoint) + more);
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

    BucketStatus request(String name, String token) {
        patch(name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
        return await(name, status -> token.equals(status.lastHandledReconcileAt()));
    }

    void patch(String name, String json) {
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    Resource<Bucket> resource(String name) {
        return namespace
                .client()
                .resources(Bucket.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    BucketStatus await(String name, Predicate<BucketStatus> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(name), condition);
    }

    BucketStatus awaitReady(String name) {
        return await(name, status -> isReady(status, "True"));
    }

    BucketStatus awaitFailure(String name) {
        return await(name, status -> isReady(status, "False"));
    }

    private static boolean isReady(BucketStatus status, String wanted) {
        return Conditions.of(status.conditions())
                .get(Condition.READY)
                .filter(ready -> ready.status().equals(wanted))
                .isPresent();
    }

    private BucketStatus status(String name) {
        var object = resource(name).get();
        return object == null || object.getStatus() == null ? BucketStatus.INITIAL : object.getStatus();
    }

    /** The newest event about the object with this reason; waited for, since events are written beside the status. */
    Event event(String name, String reason) {
        return Awaitility.await("event " + reason + " of " + name)
                .atMost(PATIENCE)
                .until(
                        () -> namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                                .filter(event ->
                                        event.getInvolvedObject().getName().equals(name)
                                                && reason.equals(event.getReason()))
                                .toList(),
                        found -> !found.isEmpty())
                .getLast();
    }

    static Condition ready(BucketStatus status) {
        return Conditions.of(status.conditions()).get(Condition.READY).orElseThrow();
    }

    static Artifact artifact(BucketStatus status) {
        return Objects.requireNonNull(status.artifact());
    }

    /** Downloads an artifact as a consumer does, and verifies it. */
    static ArchiveTree files(Artifact artifact, String url, Path folder) throws IOException {
        try (InputStream archive = URI.create(url).toURL().openStream()) {
            var read = new ArchiveReader(folder, new ArchiveLimits(1 << 24, 1 << 26, 10_000))
                    .read(archive, Digest.parse(artifact.digest().text()).orElseThrow());
            return ((ArchiveReader.Result.Read) read).tree();
        }
    }

    static String text(ArchiveTree files, String path) throws IOException {
        return new String(files.read(path), StandardCharsets.UTF_8);
    }
}
