package dev.capstan.cli.trace;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.repository.GitSource;
import dev.capstan.git.mirror.CommitInfo;
import dev.capstan.git.mirror.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;

/** Who made the commit of a revision, when and why: nothing in the cluster says so, but its repository. */
final class CommitLookup {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final KubernetesClient client;

    CommitLookup(KubernetesClient client) {
        this.client = client;
    }

    /** Adds what the repository says, or why it cannot be asked from here. */
    void addTo(Link.Facts facts, ToolkitObject repository, String revision) {
        try (TemporaryFolder folder = TemporaryFolder.create();
                GitSource source = GitSource.of(client, repository, folder.path());
                Snapshot snapshot = source.fetch(revision, LIMIT)) {
            CommitInfo commit = snapshot.commit();
            facts.add("commit", commit.hash() + "  " + commit.summary())
                    .add("author", commit.author() + ", committed " + commit.committed());
        } catch (CommandFailure | IOException unknown) {
            facts.add("author", "not known: " + unknown.getMessage());
        }
    }
}
