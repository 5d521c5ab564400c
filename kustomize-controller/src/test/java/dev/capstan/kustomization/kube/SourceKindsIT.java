package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds of source that others define, and a definition that comes late. The definitions here hold no more than what is read of them. */
class SourceKindsIT extends ControllerFixture {

    private static final String GROUP = "source.toolkit.fluxcd.io";
    private static final List<String> PLURALS = List.of("ocirepositories");

    private Optional<HasMetadata> gitRepositories = Optional.empty();

    /** No kind of source is served when the controller starts. */
    @Override
    void prepare() {
        gitRepositories = removed("gitrepositories");
        PLURALS.forEach(this::removed);
    }

    /** The definition that was there. */
    private Optional<HasMetadata> removed(String plural) {
        var definition =
                cluster.client().resources(CustomResourceDefinition.class).withName(plural + "." + GROUP);
        Optional<HasMetadata> before = Optional.ofNullable(definition.get());
        definition.delete();
        patiently().until(() -> definition.get() == null);
        return before;
    }

    @AfterAll
    void removeWhatOthersDoNotExpect() {
        PLURALS.forEach(plural -> cluster.client()
                .resources(CustomResourceDefinition.class)
                .withName(plural + "." + GROUP)
                .delete());
    }

    @Test
    void f126_waitsForDefinitionSourceAndArtifactAndThenGoesOn() throws IOException {
        kustomization("app", "prune: true\nretryInterval: 1s");
        Kustomization waiting = awaitReason("app", "ArtifactFailed");
        assertThat(ready(waiting).message())
                .contains("Source 'GitRepository/%s/config' not found".formatted(namespace.name()), "CRD");
        assertThat(live("a")).isEmpty();

        define(gitRepositories.map(SourceKindsIT::asNew).orElseThrow());
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));
        awaitReady("app", FIRST);

        artifacts.loseArchives();
        artifacts.source(namespace, "GitRepository", "config").delete();
        request("app", "while-the-source-is-gone");
        Kustomization stale = awaitReason("app", "ArtifactFailed");
        assertThat(stale.getStatus().lastAppliedRevision()).isEqualTo(FIRST);
        assertThat(live("a")).isPresent();

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two")));
        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "two");
    }

    @ParameterizedTest
    @CsvSource({"OCIRepository, ocirepositories, latest@sha256:1111", "Bucket,        buckets,         sha256:2222"})
    void appliesFromEveryKindOfSourceAndFollowsIt(String kind, String plural, String revision) {
        if (PLURALS.contains(plural)) {
            define(definition(GROUP, kind, plural));
        }
        artifacts.publish(namespace, kind, "config", revision, archive("one"));

        kustomization("app", "{kind: %s, name: config}".formatted(kind), "prune: true");

        awaitReady("app", revision);
        assertThat(data("a")).containsEntry("k", "one");

        artifacts.publish(namespace, kind, "config", revision + "0", archive("two"));

        awaitReady("app", revision + "0");
        assertThat(data("a")).containsEntry("k", "two");
    }

    private static byte[] archive(String word) {
        return ArtifactHost.tarGz(Map.of("a.yaml", configMap("a", "k: " + word)));
    }

    private static HasMetadata asNew(HasMetadata old) {
        old.getMetadata().setResourceVersion(null);
        old.getMetadata().setUid(null);
        old.getMetadata().setManagedFields(null);
        old.getMetadata().setCreationTimestamp(null);
        ((CustomResourceDefinition) old).setStatus(null);
        return old;
    }
}
