package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.source.SourceResult;
import java.util.HashMap;
import java.util.Map;

/** Other objects with artifacts, scripted by the test. */
final class FakeInclusions implements Inclusions {
    private final Map<String, Artifact> artifacts = new HashMap<>();
    private final Map<Artifact, MemoryTree> trees = new HashMap<>();

    void offers(String name, String revision, Map<String, String> files) {
        var path = "gitrepository/apps/" + name + "/x.tar.gz";
        var artifact = new Artifact(
                new ArtifactDigest("sha256:" + Integer.toHexString(files.hashCode())),
                path,
                new ArtifactUrl("http://x/" + path),
                new ArtifactRevision(revision),
                "t",
                1L,
                Map.of());
        artifacts.put(name, artifact);
        trees.put(artifact, MemoryTree.of(files));
    }

    @Override
    public SourceResult<Artifact> offered(ObjectKey includer, String name) {
        var artifact = artifacts.get(name);
        return artifact == null
                ? SourceResult.failed(new GitSourceFailure.IncludeUnavailable(name, false))
                : SourceResult.success(artifact);
    }

    @Override
    public SourceResult<TreeEntry.Directory> files(String name, Artifact artifact) {
        var tree = trees.get(artifact);
        return tree == null
                ? SourceResult.failed(new GitSourceFailure.IncludeNotCopied(name, "it is gone"))
                : SourceResult.success(tree);
    }
}
