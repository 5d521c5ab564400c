package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** The GitRepository objects of one test, and what a consumer sees of them. */
record GitRepositories(TestNamespace namespace) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Applies an object that follows branch main.
     *
     * @param more further lines of the spec, indented by two
     */
    void apply(String name, String url, String more) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: %s
                spec:
                  url: "%s"
                  interval: 1h
                  ref: {branch: main}
                """.formatted(name, url.replace("\\", "\\\\")) + more);
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
        resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    Resource<GitRepository> resource(String name) {
        return namespace
                .client()
                .resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    GitRepositoryStatus await(String name, Predicate<GitRepositoryStatus> condition) {
        return Awaitility.await("status of " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(name), condition);
    }

    GitRepositoryStatus awaitFailure(String name) {
        return await(name, status -> "False".equals(ready(status).status()));
    }

    private GitRepositoryStatus status(String name) {
        var object = resource(name).get();
        return object == null || object.getStatus() == null ? GitRepositoryStatus.INITIAL : object.getStatus();
    }

    /** Gives the consumer every status that the object has from now on, the present one first. */
    Watch follow(String name, Consumer<GitRepositoryStatus> consumer) {
        return resource(name).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GitRepository object) {
                Optional.ofNullable(object.getStatus()).ifPresent(consumer);
            }

            @Override
            public void onClose(WatcherException cause) {
                throw new AssertionError("the watch was closed", cause);
            }
        });
    }

    /** The newest event about the object with this reason; waited for, since events are written beside the status. */
    Event event(String name, String reason) {
        return Awaitility.await("event " + reason + " of " + name)
                .atMost(PATIENCE)
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getLast();
    }

    List<Event> events(String name, String reason) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .toList();
    }

    static boolean isReady(GitRepositoryStatus status) {
        return Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    static Condition ready(GitRepositoryStatus status) {
        return condition(status, Condition.READY);
    }

    static Condition condition(GitRepositoryStatus status, String type) {
        return Conditions.of(status.conditions())
                .get(type)
                .orElseGet(() -> new Condition(type, "Unknown", 0, "", "", ""));
    }

    static Artifact artifact(GitRepositoryStatus status) {
        return Objects.requireNonNull(status.artifact(), "status.artifact");
    }

    static byte[] download(GitRepositoryStatus status) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(artifact(status).url().text()))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    static ArtifactDigest digestOf(byte[] bytes) throws Exception {
        return new ArtifactDigest("sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    /** The files of the artifact, as the real tar unpacks them into a folder. */
    static Path unpack(GitRepositoryStatus status, Path folder) throws Exception {
        var process = new ProcessBuilder("tar", "-xf", "-", "-C", folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(download(status)));
                var out = process.getOutputStream()) {
            in.transferTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the artifact: " + said);
        }
        return folder;
    }

    /** Paths of all files below a folder, sorted, with {@code /}. */
    static List<String> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
