package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.tree.InMemoryTree;
import java.util.HashMap;
import java.util.Map;

/** Artifacts in memory, each found by its digest. */
public final class FakeArtifacts implements ArtifactTrees {

    private final Map<String, Opening> byDigest = new HashMap<>();

    /** An artifact with these files; keys are paths. */
    public Artifact holding(String revision, Map<String, String> files) {
        return holding(revision, Map.of(), files);
    }

    /** An artifact with these facts about its upstream and these files. */
    public Artifact holding(String revision, Map<String, String> metadata, Map<String, String> files) {
        return opening(revision, metadata, new Opening.Opened(InMemoryTree.of(files)));
    }

    /** An artifact that is opened with that answer. */
    public Artifact answering(String revision, Opening answer) {
        return opening(revision, Map.of(), answer);
    }

    private Artifact opening(String revision, Map<String, String> metadata, Opening answer) {
        String digest = "sha256:" + byDigest.size();
        byDigest.put(digest, answer);
        return new Artifact(
                new ArtifactDigest(digest),
                "a",
                new ArtifactUrl("http://a"),
                new ArtifactRevision(revision),
                "2026-01-01T00:00:00Z",
                1L,
                metadata);
    }

    @Override
    public Opening open(Artifact artifact) {
        return byDigest.getOrDefault(
                artifact.digest().text(), new Opening.NotThere(artifact.digest().text() + " is not served"));
    }
}
