package dev.capstan.applier.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.applier.source.KnownSource;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.RecordingTree;
import dev.capstan.tree.TreeInputs;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DependentOrderTest {
    private static final SourceKey SOURCE = new SourceKey("GitRepository", new ObjectKey("flux-system", "config"));
    private static final Artifact ARTIFACT = new Artifact(
            new ArtifactDigest("sha256:0"),
            "a",
            new ArtifactUrl("http://a"),
            new ArtifactRevision("main@sha1:2"),
            "2026-01-01T00:00:00Z",
            1L,
            Map.of());
    private static final List<String> APPS = List.of("a", "b", "c", "d");
    private static final FileTree BEFORE = InMemoryTree.of(Map.of("a", "1", "b", "1", "c", "1", "d", "1"));
    private static final FileTree AFTER = InMemoryTree.of(Map.of("a", "1", "b", "1", "c", "2", "d", "1"));

    private final Map<String, TreeInputs> read = new HashMap<>();

    @Test
    void theOneThatTheCommitTouchedComesFirst() throws IOException {
        readAll(BEFORE);

        assertThat(orderWith(new ArtifactTrees.Opening.Opened(AFTER))).containsExactly("c", "a", "b", "d");
    }

    @Test
    void theOneThatNeverRanComesBeforeThoseThatAreTheSame() throws IOException {
        readAll(BEFORE);
        read.remove("d");

        assertThat(orderWith(new ArtifactTrees.Opening.Opened(AFTER))).containsExactly("c", "d", "a", "b");
    }

    @Test
    void withoutTheArtifactAllKeepTheirOrder() throws IOException {
        readAll(BEFORE);

        assertThat(orderWith(new ArtifactTrees.Opening.NotThere("gone"))).isEqualTo(APPS);
        assertThat(orderWith(new ArtifactTrees.Opening.Unusable("too large"))).isEqualTo(APPS);
    }

    private void readAll(FileTree tree) throws IOException {
        for (String app : APPS) {
            var recording = new RecordingTree(tree);
            recording.read(app);
            read.put(app, recording.inputs());
        }
    }

    private List<String> orderWith(ArtifactTrees.Opening opening) {
        SourceLookup sources = key -> new SourceLookup.Lookup.Found(KnownSource.of(key, Optional.of(ARTIFACT)));
        return new DependentOrder(sources, _ -> opening).order(SOURCE, APPS, app -> Optional.ofNullable(read.get(app)));
    }
}
