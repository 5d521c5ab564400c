package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.ExternalArtifact;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Artifacts that another controller makes, under the definition that is installed: the tests play that controller. */
class ExternalArtifactIT extends ControllerFixture {
    private static final String SOURCE = "{kind: ExternalArtifact, name: composed}";

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.feature-gates.external-artifact", "true");
    }

    @Test
    void waitsForTheArtifactAppliesItAndFollowsIt() {
        announce();
        kustomization("app", SOURCE, "prune: true");
        awaitReason("app", "ArtifactFailed");

        offer("latest@sha256:1111", "one");
        awaitReady("app", "latest@sha256:1111");
        assertThat(data("a")).containsEntry("k", "one");

        offer("latest@sha256:2222", "two");
        awaitReady("app", "latest@sha256:2222");
        assertThat(data("a")).containsEntry("k", "two");
    }

    @Test
    void whatItsControllerSaysOfItselfDoesNotMatter() {
        announce();
        offer("latest@sha256:1111", "one");
        writeStatus("""
                {"status": {"conditions": [{"type": "Ready", "status": "False", "reason": "BuildFailed", "message": "later",
                 "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""");

        kustomization("app", SOURCE, "prune: true");

        awaitReady("app", "latest@sha256:1111");
    }

    @Test
    void anArtifactThatComesBackWakesThoseWhoWaitForIt() {
        announce();
        offer("latest@sha256:1111", "one");
        kustomization("app", SOURCE, "prune: true\nretryInterval: 1h");
        awaitReady("app", "latest@sha256:1111");
        writeStatus("{\"status\": {\"artifact\": null}}");
        request("app", "while-it-is-gone");
        awaitReason("app", "ArtifactFailed");

        offer("latest@sha256:1111", "one");

        assertIsReadyBeforeAnyRetry();
    }

    @Test
    void anArtifactThatMovesWakesThoseWhoWaitForIt() {
        announce();
        // No other test has this content: an artifact that was downloaded once is found by its digest.
        offer("latest@sha256:1111", "moved");
        String url = requireNonNull(external().getStatus().artifact()).url().text();
        writeStatus("{\"status\": {\"artifact\": {\"url\": \"http://127.0.0.1:1/gone.tar.gz\"}}}");
        kustomization("app", SOURCE, "prune: true\nretryInterval: 1h");
        awaitReason("app", "ArtifactFailed");

        writeStatus("{\"status\": {\"artifact\": {\"url\": \"" + url + "\"}}}");

        assertIsReadyBeforeAnyRetry();
    }

    /** A missing artifact is looked for again after 30 s. */
    private void assertIsReadyBeforeAnyRetry() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> find("app").orElseThrow(), it -> ready(it).holds());
    }

    /** What the other controller writes before there is an artifact. */
    private void announce() {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: ExternalArtifact
                metadata:
                  name: composed
                spec:
                  sourceRef: {apiVersion: artifacts.example.org/v1, kind: Composition, name: composed}
                """);
        assertThat(requireNonNull(external().getSpec().sourceRef()).kind()).isEqualTo("Composition");
    }

    private ExternalArtifact external() {
        return namespace
                .client()
                .resources(ExternalArtifact.class)
                .inNamespace(namespace.name())
                .withName("composed")
                .get();
    }

    private void writeStatus(String patch) {
        artifacts
                .source(namespace, "ExternalArtifact", "composed")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void offer(String revision, String word) {
        artifacts.offer(
                namespace,
                "ExternalArtifact",
                "composed",
                revision,
                ArtifactHost.tarGz(Map.of("a.yaml", configMap("a", "k: " + word))));
    }
}
