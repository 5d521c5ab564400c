package dev.capstan.source.generator.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ArtifactGeneratorStatus;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.GitRepository;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** The ArtifactGenerators of one test with their sources, and what a consumer sees of what they make. */
record Generators(TestNamespace namespace) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A GitRepository that follows branch main. */
    void repository(String name, String url) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: %s
                spec:
                  url: "%s"
                  interval: 1h
                  ref: {branch: main}
                """.formatted(name, url.replace("\\", "\\\\")));
    }

    /** Makes a GitRepository look for a new commit. */
    void pull(String name, String token) {
        patch(
                GitRepository.class,
                name,
                "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    /** A generator; the spec is indented by two. */
    void apply(String name, String spec) {
        namespace.apply("""
                apiVersion: source.extensions.fluxcd.io/v1beta1
                kind: ArtifactGenerator
                metadata:
                  name: %s
                spec:
                """.formatted(name) + spec);
    }

    <T extends HasMetadata> void patch(Class<T> kind, String name, String json) {
        resource(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    <T extends HasMetadata> Resource<T> resource(Class<T> kind, String name) {
        return namespace.client().resources(kind).inNamespace(namespace.name()).withName(name);
    }

    ArtifactGenerator await(String name, Predicate<ArtifactGenerator> condition) {
        return Awaitility.await("generator " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> resource(ArtifactGenerator.class, name).get(), condition);
    }

    ArtifactGenerator awaitReason(String name, String reason) {
        return await(
                name,
                object -> ready(object).filter(it -> it.reason().equals(reason)).isPresent());
    }

    /** Ready, and for the spec as it is now. */
    ArtifactGenerator awaitReady(String name) {
        return await(
                name,
                object -> ready(object)
                        .filter(it -> it.holds()
                                && it.observedGeneration()
                                        == object.getMetadata().getGeneration())
                        .isPresent());
    }

    static Optional<Condition> ready(ArtifactGenerator object) {
        return Optional.ofNullable(object.getStatus())
                .map(ArtifactGeneratorStatus::conditions)
                .flatMap(all -> Conditions.of(all).get(Condition.READY));
    }

    ExternalArtifact artifactObject(String name) {
        return resource(ExternalArtifact.class, name).get();
    }

    Artifact artifact(String name) {
        return requireNonNull(artifactObject(name).getStatus().artifact(), "status.artifact");
    }

    Artifact awaitArtifact(String name, Predicate<Artifact> condition) {
        Awaitility.await("ExternalArtifact " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Optional.ofNullable(artifactObject(name))
                        .map(ExternalArtifact::getStatus)
                        .flatMap(status -> Optional.ofNullable(status.artifact()))
                        .filter(condition)
                        .isPresent());
        return artifact(name);
    }

    void awaitGone(Class<? extends HasMetadata> kind, String name) {
        Awaitility.await(kind.getSimpleName() + " " + name + " is gone")
                .atMost(PATIENCE)
                .until(() -> resource(kind, name).get() == null);
    }

    List<String> events(String reason) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("ArtifactGenerator")
                        && event.getReason().equals(reason))
                .map(event -> event.getSource().getComponent() + ": " + event.getMessage())
                .toList();
    }

    static HttpResponse<byte[]> get(Artifact artifact) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(artifact.url().text())).build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** Paths of all files of an artifact, as the real tar unpacks it into a new folder below the given one. */
    static List<String> unpack(Artifact artifact, Path folder) throws Exception {
        var target = Files.createDirectories(folder);
        var process = new ProcessBuilder("tar", "-xf", "-", "-C", target.toString())
                .redirectErrorStream(true)
                .start();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(get(artifact).body()));
                var out = process.getOutputStream()) {
            in.transferTo(out);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("tar refuses the artifact: " + said);
        }
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
