package dev.capstan.cli.kustomization;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.repository.CommitTree;
import dev.capstan.cli.repository.GitSource;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomizationbuild.BuildPath;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The files that are built, and what must be closed after the build. */
public final class BuildFiles implements AutoCloseable {

    private static final Duration FETCH_LIMIT = Duration.ofSeconds(60); // as in a GitRepository without a timeout

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private FileTree tree;
    private String folder;
    private GitMirrors mirrors;

    @SuppressWarnings("NullAway.Init") // the two factories set what is missing, or fail
    private BuildFiles() {}

    /** All files. */
    public FileTree tree() {
        return tree;
    }

    /** The folder to build, below the root of the tree. */
    public String folder() {
        return folder;
    }

    /** Mirrors for remote bases. */
    public GitMirrors mirrors() {
        return mirrors;
    }

    /**
     * A folder of this disk, in the tree of its Git repository, so that it can use what lies there and nothing else; without
     * one, in what remains when spec.path is taken from its end.
     *
     * @throws CommandFailure when it is no folder
     */
    public static BuildFiles local(LiveKustomization kustomization, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    folder + " is not a folder; name the folder that is to be built, as spec.path names it");
        }
        Path real = folder.toRealPath();
        Path root = root(real, Optional.ofNullable(kustomization.spec().path()).orElse(""));
        BuildFiles files = withOwnMirrors();
        files.tree = new DiskTree(root);
        files.folder = root.relativize(real).toString().replace('\\', '/');
        return files;
    }

    private static BuildFiles withOwnMirrors() throws IOException {
        BuildFiles files = new BuildFiles();
        TemporaryFolder cache = files.keep(TemporaryFolder.create());
        files.mirrors = files.keep(GitMirrors.open(
                cache.path(), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC()));
        return files;
    }

    static Path root(Path folder, String specPath) {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(".git"))) {
                return above;
            }
        }
        Path relative = Path.of(specPath.replaceFirst("^[./]+", "")).normalize();
        if (!relative.toString().isEmpty() && folder.endsWith(relative)) {
            Path root = folder;
            for (int i = 0; i < relative.getNameCount(); i++) {
                root = root.getParent() == null ? root : root.getParent();
            }
            return root;
        }
        return folder;
    }

    /**
     * The files of an artifact.
     *
     * @param tree all of them; the caller keeps it open
     * @throws CommandFailure when there is no such folder
     */
    public static BuildFiles ofArtifact(LiveKustomization kustomization, FileTree tree) throws IOException {
        BuildFiles files = withOwnMirrors();
        files.tree = tree;
        String path = Optional.ofNullable(kustomization.spec().path()).orElse("");
        try {
            files.folder = BuildPath.resolve(tree, path)
                    .orElseThrow(() -> new CommandFailure("There is no folder '%s' in the artifact of %s"
                            .formatted(path, kustomization.object().title())));
            return files;
        } catch (CommandFailure | IOException failure) {
            files.close();
            throw failure;
        }
    }

    /**
     * A revision of the repository that the Kustomization is applied from.
     *
     * @param revision a branch, a tag, a commit or a whole reference; empty for what the source offers now
     * @throws CommandFailure when it cannot be read from here, or has no such folder
     */
    public static BuildFiles ofSource(
            KubernetesClient client, LiveKustomization kustomization, ToolkitObject source, Optional<String> revision)
            throws IOException {
        if (source.kind() != ToolkitKind.GIT_REPOSITORY) {
            throw new CommandFailure(
                    "%s is not read from here, only GitRepositories are: name the files with --path DIR"
                            .formatted(source.title()));
        }
        String wanted = revision.or(() ->
                        source.artifact().map(artifact -> artifact.revision().text()))
                .orElseThrow(() -> new CommandFailure(source.title()
                        + " has no artifact yet; name a revision with --revision, or files with --path"));
        BuildFiles files = new BuildFiles();
        try {
            TemporaryFolder cache = files.keep(TemporaryFolder.create());
            GitSource repository = files.keep(GitSource.of(client, source, cache.path()));
            Snapshot snapshot = files.keep(repository.fetch(wanted, FETCH_LIMIT));
            files.mirrors = repository.mirrors();
            files.tree = new CommitTree(snapshot.files());
            String path = Optional.ofNullable(kustomization.spec().path()).orElse("");
            files.folder = BuildPath.resolve(files.tree, path)
                    .orElseThrow(() -> new CommandFailure("There is no folder '%s' at %s of %s"
                            .formatted(path, snapshot.revision(), source.title())));
            return files;
        } catch (CommandFailure | IOException failure) {
            files.close();
            throw failure;
        }
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IOException(failure);
            }
        }
    }
}
