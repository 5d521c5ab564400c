package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.GitInclude;
import dev.capstan.git.tree.GraftedTree;
import dev.capstan.git.tree.PathTakenException;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.git.tree.UnsafePathException;
import dev.capstan.source.SourceResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The artifacts that {@code spec.include} asks for at one moment, in its order. */
record Included(List<Inclusion> inclusions) {

    /** One entry of {@code spec.include} with what it means now. */
    private record Inclusion(GitInclude entry, Artifact artifact) {
        String name() {
            return entry.repository().name();
        }

        /** Relative, without {@code ./} before and {@code /} after it; empty for everything. */
        String from() {
            return plain(Optional.ofNullable(entry.fromPath()).orElse(""));
        }

        String to() {
            return plain(Optional.ofNullable(entry.toPath())
                    .filter(path -> !path.isEmpty())
                    .orElse(name()));
        }

        private static String plain(String path) {
            var begin = path.replaceFirst("^(?:\\.?/+)+", "");
            var plain = begin.replaceFirst("/+$", "");
            return plain.equals(".") ? "" : plain;
        }
    }

    /** Looks up what the includes mean now. */
    static SourceResult<Included> of(GitSource source, Inclusions others) {
        var found = new ArrayList<Inclusion>();
        for (var entry : source.spec().include()) {
            switch (others.offered(source.key(), entry.repository().name())) {
                case SourceResult.Success<Artifact>(var artifact) -> found.add(new Inclusion(entry, artifact));
                case SourceResult.Failed<Artifact>(var failure) -> {
                    return SourceResult.failed(failure);
                }
            }
        }
        return SourceResult.success(new Included(List.copyOf(found)));
    }

    List<Artifact> artifacts() {
        return inclusions.stream().map(Inclusion::artifact).toList();
    }

    /** Whether an artifact that was made with others still has what these offer; revisions and digests decide. */
    boolean isSameAs(List<Artifact> others) {
        return artifacts().stream()
                .map(Included::content)
                .toList()
                .equals(others.stream().map(Included::content).toList());
    }

    private record Content(ArtifactRevision revision, ArtifactDigest digest) {}

    private static Content content(Artifact artifact) {
        return new Content(artifact.revision(), artifact.digest());
    }

    /** A tree with everything that is included in its place. */
    SourceResult<TreeEntry.Directory> into(TreeEntry.Directory root, Inclusions others) {
        var files = SourceResult.success(root);
        for (var inclusion : inclusions) {
            files = files.then(tree -> others.files(inclusion.name(), inclusion.artifact())
                    .then(content -> put(inclusion, content, tree)));
        }
        return files;
    }

    private static SourceResult<TreeEntry.Directory> put(
            Inclusion inclusion, TreeEntry.Directory content, TreeEntry.Directory tree) {
        try {
            var part = at(content, inclusion.from());
            if (part.isEmpty()) {
                return notCopied(inclusion, "its artifact has nothing at fromPath '" + inclusion.from() + "'");
            }
            return SourceResult.success(GraftedTree.of(tree, inclusion.to(), part.get()));
        } catch (PathTakenException taken) {
            return notCopied(inclusion, "there is something at '" + taken.path() + "' already; choose another toPath");
        } catch (UnsafePathException unsafe) {
            return notCopied(
                    inclusion, "its toPath '" + inclusion.to() + "' is not a folder below the root: " + unsafe.why());
        } catch (IOException e) {
            return notCopied(inclusion, "the files cannot be read: " + e.getMessage());
        }
    }

    private static Optional<TreeEntry> at(TreeEntry.Directory root, String path) throws IOException {
        Optional<TreeEntry> here = Optional.of(root);
        if (path.isEmpty()) {
            return here;
        }
        for (var name : path.split("/", -1)) {
            here = here.isPresent() && here.get() instanceof TreeEntry.Directory folder
                    ? folder.find(name)
                    : Optional.empty();
        }
        return here;
    }

    private static <T> SourceResult<T> notCopied(Inclusion inclusion, String why) {
        return SourceResult.failed(new GitSourceFailure.IncludeNotCopied(inclusion.name(), why));
    }
}
