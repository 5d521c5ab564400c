package dev.capstan.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References that somebody moves after we have looked at them and before we fetch what they named. */
class MovedReferenceTest {
    @TempDir
    Path temp;

    private GitMirrors mirrors;
    private GitHttpServer server;
    private BareRepository repository;
    private HostileProxy proxy;
    private final AtomicInteger moves = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        mirrors = GitMirrors.open(
                temp.resolve("cache"), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
        server = GitHttpServer.start();
        repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
        repository.write("main", "First", Map.of("a", "1"));
        proxy = HostileProxy.to(
                server.serveRepository("config", repository.path(), Access.READ_ONLY)
                        .toString(),
                _ -> {});
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        mirrors.close();
        repository.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchThatIsForcePushedMeanwhileIsFollowedAtOnce(boolean speaksOldProtocol) throws IOException {
        proxy.speaksOldProtocol = speaksOldProtocol;
        forcePushBeforeTheFirst(2);

        var result = sync(ReferenceSelector.branch("main").orElseThrow());

        try (var snapshot = ((Sync.Ready) result.orElseThrow()).snapshot()) {
            assertThat(snapshot.commit().summary()).isEqualTo("Moved 2");
        }
    }

    @Test
    void aTagThatIsMovedMeanwhileIsFollowedAtOnce() throws IOException {
        repository.tag("v1.0.0", repository.write("main", "Second", Map.of("a", "2")), "Release");
        proxy.beforeFetch = () -> {
            if (moves.incrementAndGet() == 1) {
                forcePush("refs/tags/v1.0.0");
                forcePush("refs/heads/main");
            }
        };

        var result = sync(ReferenceSelector.semver("*").orElseThrow());

        try (var snapshot = ((Sync.Ready) result.orElseThrow()).snapshot()) {
            assertThat(snapshot.commit().summary()).isEqualTo("Moved 1");
        }
    }

    @Test
    void aReferenceThatNeverRestsIsNamed() throws IOException {
        forcePushBeforeTheFirst(Integer.MAX_VALUE);

        var failure =
                sync(ReferenceSelector.branch("main").orElseThrow()).problem().orElseThrow();

        assertThat(failure).isInstanceOf(GitFailure.ReferenceMoved.class);
        assertThat(failure.message()).contains("was moved each time it was about to be fetched");
    }

    private void forcePushBeforeTheFirst(int fetches) {
        proxy.beforeFetch = () -> {
            if (moves.incrementAndGet() <= fetches) {
                forcePush("refs/heads/main");
            }
        };
    }

    /** One that has no parent, so that what was there before cannot be reached from it. */
    private String unrelatedCommit() throws IOException {
        try (var git = open();
                var inserter = git.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(Constants.OBJ_TREE, new byte[0]));
            commit.setAuthor(new PersonIdent("t", "t@localhost"));
            commit.setCommitter(new PersonIdent("t", "t@localhost"));
            commit.setMessage("Moved " + moves.get() + "\n");
            var id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        }
    }

    private void forcePush(String reference) throws IOException {
        try (var git = open()) {
            var update = git.updateRef(reference);
            update.setForceUpdate(true);
            update.setNewObjectId(ObjectId.fromString(unrelatedCommit()));
            assertThat(update.update()).isEqualTo(RefUpdate.Result.FORCED);
        }
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder().setGitDir(repository.path().toFile()).build();
    }

    private GitResult<Sync> sync(ReferenceSelector selector) {
        var remote = Remote.of(RemoteUrl.parse(proxy.url()).orElseThrow(), new Credentials.Anonymous());
        return mirrors.sync(remote, selector, Optional.empty(), Duration.ofSeconds(20));
    }
}
