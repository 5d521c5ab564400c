package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bases that lie in another repository, on a real Git server. */
class RemoteBaseIT extends ControllerFixture {

    private Path repositories;
    private GitBackendServer server;

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.remote-bases.allow-loopback", "true");
    }

    @BeforeAll
    void startServer(@TempDir Path folder) {
        repositories = folder;
        server = GitBackendServer.serve(repositories);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void movingBaseIsFollowedAlthoughTheOwnFilesStayAsTheyAre() {
        ScratchRepository bases = ScratchRepository.create(repositories, "moving");
        bases.commit("One", base("one"));
        publish(FIRST, overlayOf(server.url("moving") + "//base?ref=main"));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        assertThat(data("a")).containsEntry("k", "one");

        bases.commit("Two", base("two"));
        publish(SECOND, overlayOf(server.url("moving") + "//base?ref=main"));
        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "two");

        bases.commit("Three", base("three"));
        request("app", "now");
        patiently().until(() -> "three".equals(data("a").get("k")));
    }

    @Test
    void baseNamedByCommitStaysAndCostsNoFetch() {
        ScratchRepository bases = ScratchRepository.create(repositories, "pinned");
        String commit = bases.commit("One", base("one"));
        bases.commit("Two", base("two"));
        publish(FIRST, overlayOf(server.url("pinned") + "//base?ref=" + commit));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        assertThat(data("a")).containsEntry("k", "one");
        int asked = server.requests().size();

        publish(SECOND, overlayOf(server.url("pinned") + "//base?ref=" + commit));

        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "one");
        assertThat(server.requests()).hasSize(asked);
    }

    @Test
    void missingBaseFailsTheBuildAndKeepsWhatRuns() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true\ntimeout: 30s");
        awaitReady("app", FIRST);

        publish(SECOND, overlayOf(server.url("absent") + "//base?ref=main"));

        assertThat(ready(awaitReason("app", "BuildFailed")).message())
                .contains("kustomization.yaml", server.url("absent") + "//base?ref=main");
        assertThat(data("a")).containsEntry("k", "v");
    }

    @Test
    void o027_metadataAddressIsRefused() {
        publish(FIRST, overlayOf("http://169.254.169.254/o/r//base?ref=main"));

        kustomization("app", "prune: true");

        assertThat(ready(awaitReason("app", "BuildFailed")).message()).contains("169.254.169.254", "link-local");
    }

    static Map<String, String> base(String word) {
        return Map.of("base/kustomization.yaml", "resources: [a.yaml]\n", "base/a.yaml", configMap("a", "k: " + word));
    }

    static Map<String, String> overlayOf(String address) {
        return Map.of("kustomization.yaml", "resources:\n- " + address + "\n");
    }
}
