package dev.capstan.applier.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.schema.KindRole;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedSourcesTest {
    @Test
    void everyKindThatMayBeASourceIsWatched() {
        assertThat(WatchedSources.KINDS.stream().map(HasMetadata::getFullResourceName))
                .containsExactlyInAnyOrderElementsOf(ToolkitKind.with(KindRole.MANIFEST_SOURCE).stream()
                        .map(kind -> kind.plural() + "." + kind.group())
                        .toList());
    }

    @Test
    void nothingIsClaimedOfSourcesInNamespacesThatAreNotWatched() {
        var scope = new WatchScope(Optional.of("apps"), Optional.empty());
        try (var client =
                        new KubernetesClientBuilder().withConfig(Config.empty()).build();
                var sources = new WatchedSources(client, scope)) {
            assertThat(sources.find(new SourceKey("GitRepository", new ObjectKey("infra", "config"))))
                    .isEqualTo(new SourceLookup.Lookup.OutOfScope());
            assertThat(sources.find(new SourceKey("GitRepository", new ObjectKey("apps", "config"))))
                    .isNotEqualTo(new SourceLookup.Lookup.OutOfScope());
        }
    }

    @Test
    void consumersHearOfOtherContentOfAnotherAddressAndOfTheEnd() {
        var before = source("a", "main@sha1:1", "sha256:1");

        assertThat(WatchedSources.concernsConsumers(null, before)).isTrue();
        assertThat(WatchedSources.concernsConsumers(before, source("a", "main@sha1:2", "sha256:1")))
                .isTrue();
        assertThat(WatchedSources.concernsConsumers(before, source("a", "main@sha1:1", "sha256:2")))
                .isTrue();
        assertThat(WatchedSources.concernsConsumers(before, source("b", "main@sha1:1", "sha256:1")))
                .isTrue();
        assertThat(WatchedSources.concernsConsumers(before, null)).isTrue();
    }

    @Test
    void consumersDoNotHearOfALostArtifactButOfItsReturn() {
        var artifact = source("a", "main@sha1:1", "sha256:1");
        var without = new ArtifactSource.OfGit();

        assertThat(WatchedSources.concernsConsumers(artifact, without)).isFalse();
        assertThat(WatchedSources.concernsConsumers(without, artifact)).isTrue();
    }

    @Test
    void consumersDoNotHearOfOtherChanges() {
        assertThat(WatchedSources.concernsConsumers(
                        source("a", "main@sha1:1", "sha256:1"), source("a", "main@sha1:1", "sha256:1")))
                .isFalse();
        assertThat(WatchedSources.concernsConsumers(null, new ArtifactSource.OfGit()))
                .isFalse();
    }

    private static ArtifactSource source(String host, String revision, String digest) {
        var source = new ArtifactSource.OfGit();
        source.setStatus(new ArtifactSource.Status(new Artifact(
                new ArtifactDigest(digest),
                "path",
                new ArtifactUrl("http://" + host + "/path"),
                new ArtifactRevision(revision),
                "2026-01-01T00:00:00Z",
                1L,
                Map.of())));
        return source;
    }
}
