package dev.capstan.source.gitrepository;

import static dev.capstan.access.git.Specs.spec;
import static dev.capstan.source.gitrepository.Commits.EVE;
import static dev.capstan.source.gitrepository.Commits.JANE;
import static dev.capstan.source.gitrepository.Commits.commit;
import static dev.capstan.source.gitrepository.Commits.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretReader;
import dev.capstan.access.git.FakeTokens;
import dev.capstan.access.git.GitAccess;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.GitLimits;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.BranchProgress.RawCommit;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The update of a GitRepository whose annotations protect its branch; commit 1 was accepted last. */
class ProtectedBranchTest {
    private static final Map<String, String> NO_FORCE = Map.of(BranchPolicy.FORCE_PUSH, "refuse");
    private static final RawCommit FORCED = commit('2', EVE);
    private static final BranchProgress BY_FORCE = new BranchProgress(false, List.of(FORCED), true);
    private static final Map<String, String> FILES = Map.of("a.yaml", "a");

    @TempDir
    Path folder;

    private final FakeRemote remote = new FakeRemote();
    private GitRepositoryUpdate update;

    @BeforeEach
    void prepare() throws IOException {
        var store = FileSystemArtifactStore.open(
                folder, 1L << 30, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        SecretReader secrets = (_, name) -> {
            throw new SecretException(new SecretFailure.Missing(name));
        };
        update = new GitRepositoryUpdate(
                remote,
                store,
                new GitAccess(secrets, new FakeTokens(), new FakeTokens()),
                new FakeInclusions(),
                new KeyedSignatures(secrets),
                GitLimits.DEFAULT);
    }

    private static Artifact artifact(String branch, char commit) {
        return new Artifact(
                new ArtifactDigest("sha256:" + "0".repeat(64)),
                "gitrepository/apps/config/x.tar.gz",
                new ArtifactUrl("http://x/x.tar.gz"),
                new ArtifactRevision(branch + "@sha1:" + id(commit)),
                "t",
                1L,
                Map.of());
    }

    private static GitRepositoryStatus status(@Nullable Artifact artifact, Condition... conditions) {
        return new GitRepositoryStatus(
                1, List.of(conditions), artifact, List.of(), null, List.of(), false, List.of(), null, null);
    }

    private static Condition verified() {
        return Condition.isTrue(Condition.SOURCE_VERIFIED, Reason.SUCCEEDED, "", 1, Instant.EPOCH);
    }

    private UpdateOutcome<List<Artifact>> run(Map<String, String> annotations, GitRepositoryStatus status) {
        return update.run(new GitSource(new ObjectKey("apps", "config"), 1, annotations, spec(""), status));
    }

    private SourceFailure failure(Map<String, String> annotations, GitRepositoryStatus status) {
        var outcome = run(annotations, status);
        assertThat(outcome).isInstanceOf(UpdateOutcome.Failed.class);
        return ((UpdateOutcome.Failed<List<Artifact>>) outcome).failure();
    }

    private NewArtifact published(Map<String, String> annotations, GitRepositoryStatus status) {
        var outcome = run(annotations, status);
        assertThat(outcome).isInstanceOf(UpdateOutcome.Published.class);
        return ((UpdateOutcome.Published<List<Artifact>>) outcome).artifact();
    }

    @Test
    void withoutAPolicyNobodyAsksHowTheBranchCame() {
        remote.has(FORCED, FILES);
        remote.came(BY_FORCE);

        published(Map.of(), status(artifact("main", '1')));

        assertThat(remote.questions()).isEmpty();
    }

    @Test
    void g015_aForcePushIsNotPublished() {
        remote.has(FORCED, FILES);
        remote.came(BY_FORCE);

        var refused = failure(NO_FORCE, status(artifact("main", '1'), verified()));

        assertThat(refused.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(refused.reason()).isEqualTo(Reason.FORCE_PUSH_REFUSED);
        assertThat(refused.message())
                .contains("by " + EVE)
                .endsWith("to publish it all the same, set the annotation capstan.dev/branch-accepted: " + id('2')
                        + ", and remove it afterwards");
        assertThat(remote.questions()).containsExactly(new BranchProgress.Question(id('1'), id('2'), 1000));
    }

    @Test
    void g015_aForcePushIsNotPublishedEitherWhenTheArtifactIsLost() {
        remote.has(FORCED, FILES);
        remote.came(BY_FORCE);
        var remembered = LastAccepted.condition("main@sha1:" + id('1'), 1, Instant.EPOCH);

        assertThat(failure(NO_FORCE, status(null, remembered)).reason()).isEqualTo(Reason.FORCE_PUSH_REFUSED);
    }

    @Test
    void theCommitOfTheAnnotationIsPublishedAndThatIsSaid() {
        remote.has(FORCED, FILES);
        remote.came(BY_FORCE);

        var artifact = published(
                Map.of(BranchPolicy.FORCE_PUSH, "refuse", BranchPolicy.ACCEPTED, id('2')),
                status(artifact("main", '1')));

        assertThat(artifact.verified().orElseThrow())
                .startsWith("commit '" + id('2') + "' of branch 'main' is let through by the annotation"
                        + " capstan.dev/branch-accepted, although ")
                .contains("a force push")
                .contains("remove the annotation");
        assertThat(artifact.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.reason()).isEqualTo(Reason.BRANCH_UPDATE_LET_THROUGH);
            assertThat(notice.message()).isEqualTo(artifact.verified().orElseThrow());
        });
    }

    @Test
    void noOtherCommitIsLetThrough() {
        remote.has(FORCED, FILES);
        remote.came(BY_FORCE);

        var refused = failure(
                Map.of(BranchPolicy.FORCE_PUSH, "refuse", BranchPolicy.ACCEPTED, id('3')),
                status(artifact("main", '1')));

        assertThat(refused.reason()).isEqualTo(Reason.FORCE_PUSH_REFUSED);
    }

    @Test
    void anAnnotationThatIsNotNeededIsNotSpokenOf() {
        var head = commit('2', JANE, '1');
        remote.has(head, FILES);
        remote.came(new BranchProgress(true, List.of(head), true));

        var artifact = published(
                Map.of(BranchPolicy.FORCE_PUSH, "refuse", BranchPolicy.ACCEPTED, id('2')),
                status(artifact("main", '1')));

        assertThat(artifact.notices()).isEmpty();
        assertThat(artifact.verified())
                .contains("branch 'main': 1 new commit since '" + id('1') + "' is accepted (no force push)");
    }

    @Test
    void aBranchThatIsBackAtTheAcceptedCommitIsVerifiedAgain() {
        remote.has(commit('1', JANE), FILES);
        var refused = Condition.isFalse(Condition.SOURCE_VERIFIED, Reason.FORCE_PUSH_REFUSED, "", 1, Instant.EPOCH);

        assertThat(published(NO_FORCE, status(artifact("main", '1'), refused)).verified())
                .contains("branch 'main': commit '" + id('1') + "' is accepted (no force push)");
        assertThat(remote.questions()).isEmpty();
    }

    @Test
    void nothingIsFetchedForTheAcceptedCommit() {
        remote.has(commit('1', JANE), FILES);

        assertThat(run(NO_FORCE, status(artifact("main", '1'), verified()))).isInstanceOf(UpdateOutcome.UpToDate.class);
    }

    @Test
    void anotherBranchBeginsAnew() {
        remote.has(FORCED, FILES);

        assertThat(published(NO_FORCE, status(artifact("dev", '1'))).verified().orElseThrow())
                .contains("is the first that is followed");
        assertThat(remote.questions()).isEmpty();
    }

    @Test
    void aRuleThatCannotBeReadPublishesNothing() {
        remote.has(commit('2', JANE, '1'), FILES);

        assertThat(failure(Map.of(BranchPolicy.FORCE_PUSH, "no"), status(artifact("main", '1')))
                        .reason())
                .isEqualTo(Reason.INVALID_VERIFICATION_MODE);
    }
}
