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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The file in Git that {@code flux bootstrap} wrote the components of Flux into: replaced by ours, and put back. */
final class GitComponents {

    private static final String FILE = "gotk-components.yaml";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Person AUTHOR = new Person("Capstan", "capstan@localhost");

    private final KubernetesClient client;
    private final GitPlace place;

    GitComponents(KubernetesClient client, GitPlace place) {
        this.client = client;
        this.place = place;
    }

    /**
     * Replaces the file in a commit.
     *
     * @return what the file was before
     * @throws CommandFailure when the repository does not take the commit
     */
    byte[] replace(byte[] content, String message) {
        ToolkitObject repository = new ToolkitObjects(client, Optional.empty())
                .inNamespace(ToolkitKind.GIT_REPOSITORY, place.namespace(), place.repository())
                .orElseThrow(() -> new CommandFailure(
                        "GitRepository %s/%s is gone".formatted(place.namespace(), place.repository())));
        var branch = new ReferenceSelector.Branch(
                repository.text("spec", "ref", "branch").orElse("master"));
        var before = new AtomicReference<>(new byte[0]);
        Editor editor = heads -> {
            String file = file(heads.files());
            before.set(heads.files().read(file));
            return Optional.of(new Edit(Map.of(file, content), AUTHOR, message));
        };
        try (TemporaryFolder folder = TemporaryFolder.create();
                RemoteCommits commits = RemoteCommits.open(
                        folder.path(), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC())) {
            return switch (commits.commit(
                    GitSource.remote(client, repository), CommitRequest.to(branch, editor), LIMIT)) {
                case GitResult.Success<CommitOutcome>(CommitOutcome.Pushed _),
                        GitResult.Success<CommitOutcome>(CommitOutcome.NothingToDo _) ->
                    Objects.requireNonNullElse(before.get(), new byte[0]);
                case GitResult.Success<CommitOutcome>(CommitOutcome.Refused(var refusal)) ->
                    throw refused(repository, refusal.message());
                case GitResult.Failed<CommitOutcome>(var failure) -> throw refused(repository, failure.message());
            };
        } catch (IOException failure) {
            throw refused(repository, String.valueOf(failure.getMessage()));
        }
    }

    private static CommandFailure refused(ToolkitObject repository, String why) {
        return new CommandFailure(
                "%s does not take a commit with the credentials that %s names: %s. Flux needs to read only; give its Secret the right to write, or commit by hand"
                        .formatted(repository.text("spec", "url").orElse(""), repository.title(), why));
    }

    private String file(FileTree files) throws IOException {
        String folder = TreePath.join("", place.path().replaceFirst("^/+", "")).orElse("");
        for (String candidate : List.of("flux-system/" + FILE, FILE)) {
            String path = folder.isEmpty() ? candidate : folder + "/" + candidate;
            if (files.kind(path) == EntryKind.FILE) {
                return path;
            }
        }
        throw new CommandFailure("There is no %s below %s of GitRepository %s/%s: commit the components by hand"
                .formatted(FILE, place.path(), place.namespace(), place.repository()));
    }
}
