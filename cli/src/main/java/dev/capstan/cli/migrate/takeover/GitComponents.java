package dev.capstan.cli.migrate.takeover;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.repository.GitSource;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.git.write.Edit;
import dev.capstan.git.write.Editor;
import dev.capstan.git.write.Person;
import dev.capstan.git.write.RemoteCommits;
import dev.capstan.http.AddressRule;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The file in Git that {@code flux bootstrap} wrote the components of Flux into: replaced by ours, and put back. */
final class GitComponents {

    private static final String FILE = "gotk-components.yaml";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Person AUTHOR = new Person("Capstan", "capstan@localhost");

    private final Remote remote;
    private final ReferenceSelector.Branch branch;
    private final GitPlace place;

    /** @param remote with the credentials that the GitRepository names */
    GitComponents(Remote remote, ReferenceSelector.Branch branch, GitPlace place) {
        this.remote = remote;
        this.branch = branch;
        this.place = place;
    }

    /**
     * Those of a GitRepository of the cluster.
     *
     * @throws CommandFailure when it is gone, or its credentials cannot be used from here
     */
    static GitComponents of(KubernetesClient client, GitPlace place) {
        ToolkitObject repository = new ToolkitObjects(client, Optional.empty())
                .inNamespace(ToolkitKind.GIT_REPOSITORY, place.namespace(), place.repository())
                .orElseThrow(() -> new CommandFailure(
                        "GitRepository %s/%s is gone".formatted(place.namespace(), place.repository())));
        String branch = repository.text("spec", "ref", "branch").orElse("master");
        return new GitComponents(GitSource.remote(client, repository), new ReferenceSelector.Branch(branch), place);
    }

    /**
     * What the file holds. Commits nothing.
     *
     * @throws CommandFailure when there is no such file, or the repository cannot be read
     */
    byte[] content() {
        return edit(_ -> Optional.empty());
    }

    /**
     * Replaces the file in a commit; makes none when it holds that already.
     *
     * @throws CommandFailure when there is no such file, or the repository does not take the commit
     */
    void replace(byte[] content, String message) {
        edit(file -> Optional.of(new Edit(Map.of(file, content), AUTHOR, message)));
    }

    /** Returns what the file held before. */
    private byte[] edit(Function<String, Optional<Edit>> edit) {
        List<byte[]> before = new ArrayList<>();
        Editor editor = heads -> {
            before.clear();
            Optional<String> file = file(heads.files());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            before.add(heads.files().read(file.get()));
            return edit.apply(file.get());
        };
        try (TemporaryFolder folder = TemporaryFolder.create();
                RemoteCommits commits = RemoteCommits.open(
                        folder.path(), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC())) {
            return switch (commits.commit(remote, CommitRequest.to(branch, editor), LIMIT)) {
                case GitResult.Success<CommitOutcome>(CommitOutcome.Pushed _),
                        GitResult.Success<CommitOutcome>(CommitOutcome.NothingToDo _) ->
                    before.stream().findFirst().orElseThrow(this::missing);
                case GitResult.Success<CommitOutcome>(CommitOutcome.Refused(var refusal)) ->
                    throw refused(refusal.message());
                case GitResult.Failed<CommitOutcome>(var failure) -> throw refused(failure.message());
            };
        } catch (IOException failure) {
            throw refused(String.valueOf(failure.getMessage()));
        }
    }

    private CommandFailure refused(String why) {
        return new CommandFailure(
                "%s does not take a commit with the credentials that GitRepository %s/%s names: %s. Flux needs to read only; give its Secret the right to write, or commit by hand"
                        .formatted(remote.url(), place.namespace(), place.repository(), why));
    }

    private CommandFailure missing() {
        return new CommandFailure("There is no %s below %s of GitRepository %s/%s: commit the components by hand"
                .formatted(FILE, place.path(), place.namespace(), place.repository()));
    }

    private Optional<String> file(FileTree files) throws IOException {
        String folder = TreePath.join("", place.path().replaceFirst("^/+", "")).orElse("");
        for (String candidate : List.of("flux-system/" + FILE, FILE)) {
            String path = folder.isEmpty() ? candidate : folder + "/" + candidate;
            if (files.kind(path) == EntryKind.FILE) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
