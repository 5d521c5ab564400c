package dev.capstan.image.automation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.AutomationGit;
import dev.capstan.api.image.AutomationSourceRef;
import dev.capstan.api.image.CommitUser;
import dev.capstan.api.image.GitCheckout;
import dev.capstan.api.image.GitCommit;
import dev.capstan.api.image.GitPush;
import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.UpdateStrategy;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.image.automation.failure.AutomationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomationPlanTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "updates");
    private static final GitCommit COMMIT =
            new GitCommit(new CommitUser("bot@example.org", null), null, null, Map.of());

    private static GitRepositorySpec source(@Nullable GitReference ref, @Nullable String timeout) {
        return new GitRepositorySpec(
                "https://git.example.org/a.git",
                "1m",
                timeout,
                ref,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                List.of(),
                false);
    }

    private static GitReference branch(String name) {
        return new GitReference(name, null, null, null, null);
    }

    private static ImageUpdateAutomationSpec spec(
            @Nullable AutomationGit git, @Nullable UpdateStrategy update, @Nullable PullRequestSpec pullRequest) {
        return new ImageUpdateAutomationSpec(
                new AutomationSourceRef(null, "GitRepository", "config", null),
                "1m",
                null,
                git,
                update,
                pullRequest,
                false);
    }

    private static ImageUpdateAutomationSpec spec(@Nullable GitReference checkout, @Nullable GitPush push) {
        return spec(new AutomationGit(checkout == null ? null : new GitCheckout(checkout), COMMIT, push), null, null);
    }

    private static AutomationPlan plan(ImageUpdateAutomationSpec spec, GitRepositorySpec source) {
        return ((AutomationPlan.Planned.Plan) AutomationPlan.of(spec, source)).plan();
    }

    private static AutomationFailure refusal(ImageUpdateAutomationSpec spec, GitRepositorySpec source) {
        return ((AutomationPlan.Planned.Refused) AutomationPlan.of(spec, source)).failure();
    }

    @Test
    void pushesToTheBranchThatTheSourceFollows() {
        var plan = plan(spec(null, (GitPush) null), source(branch("main"), null));

        assertThat(plan.checkout()).isEqualTo(new ReferenceSelector.Branch("main"));
        assertThat(plan.pushBranch()).contains("main");
        assertThat(plan.switchesBranch()).isFalse();
        assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theCheckoutOfTheSpecComesFirst() {
        var push = new GitPush("bot", "HEAD:refs/heads/copy", Map.of("ci.skip", ""));
        var plan = plan(spec(branch("staging"), push), source(branch("main"), "20s"));

        assertThat(plan.checkout()).isEqualTo(new ReferenceSelector.Branch("staging"));
        assertThat(plan.pushBranch()).contains("bot");
        assertThat(plan.base()).contains("staging");
        assertThat(plan.refspec()).contains("HEAD:refs/heads/copy");
        assertThat(plan.pushOptions()).containsExactly(Map.entry("ci.skip", ""));
        assertThat(plan.switchesBranch()).isTrue();
        assertThat(plan.timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aBranchByItsFullNameIsABranch() {
        var plan = plan(
                spec(null, (GitPush) null), source(new GitReference(null, null, null, "refs/heads/main", null), null));

        assertThat(plan.checkout()).isEqualTo(new ReferenceSelector.Branch("main"));
        assertThat(plan.switchesBranch()).isFalse();
    }

    @Test
    void aTagIsCheckedOutWhenABranchIsGivenToPushTo() {
        var tag = source(new GitReference(null, "v1", null, null, null), null);

        assertThat(plan(spec(null, new GitPush("bot", null, Map.of())), tag).checkout())
                .isEqualTo(new ReferenceSelector.Tag("v1"));
        assertThat(refusal(spec(null, (GitPush) null), tag).reason()).isEqualTo(Reason.SOURCE_MANAGER_FAILED);
    }

    @Test
    void withoutAnyBranchNothingIsPushed() {
        var refusal = refusal(spec(null, (GitPush) null), source(null, null));

        assertThat(refusal.reason()).isEqualTo(Reason.SOURCE_MANAGER_FAILED);
        assertThat(refusal.retry()).isNotEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(refusal.message()).contains("spec.git.push.branch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--upload-pack=x", "a..b", "a b", "refs/heads/.lock", "a\nb", "a~1", "/a"})
    void i088_branchesThatNoRepositoryCanHaveAreRefused(String name) {
        var refusal = refusal(spec(null, new GitPush(name, null, Map.of())), source(branch("main"), null));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SOURCE_CONFIGURATION);
        assertThat(refusal.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
    }

    @Test
    void pullRequestsNeedABranchToGoTo() {
        var request = new PullRequestSpec("gitea", null, null, null, null, List.of(), List.of(), null, null);
        var git = new AutomationGit(null, COMMIT, null);

        assertThat(plan(spec(git, null, request), source(branch("main"), null)).pushBranch())
                .isEmpty();
        assertThat(refusal(spec(git, null, request), source(null, null)).reason())
                .isEqualTo(Reason.SOURCE_MANAGER_FAILED);
    }

    private static Optional<Reason> problem(ImageUpdateAutomationSpec spec, boolean crossNamespaceAllowed) {
        return AutomationPlan.problemOf(KEY, spec, crossNamespaceAllowed).map(Failure::reason);
    }

    @Test
    void saysWhatIsWrongWithASpecWhateverTheSourceSays() {
        var git = new AutomationGit(null, COMMIT, null);
        var foreign = new ImageUpdateAutomationSpec(
                new AutomationSourceRef(null, "GitRepository", "config", "infra"), "1m", null, git, null, null, false);
        var bucket = new ImageUpdateAutomationSpec(
                new AutomationSourceRef(null, "Bucket", "config", null), "1m", null, git, null, null, false);

        assertThat(problem(spec(git, null, null), false)).isEmpty();
        assertThat(problem(spec(null, null, null), false)).contains(Reason.INVALID_SOURCE_CONFIGURATION);
        assertThat(problem(bucket, false)).contains(Reason.INVALID_SOURCE_CONFIGURATION);
        assertThat(problem(spec(git, new UpdateStrategy("Magic", null), null), false))
                .contains(Reason.INVALID_UPDATE_STRATEGY);
        assertThat(problem(foreign, false)).contains(Reason.ACCESS_DENIED);
        assertThat(problem(foreign, true)).isEmpty();
    }
}
