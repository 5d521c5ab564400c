package dev.capstan.image.automation.run;

import static dev.capstan.image.automation.run.AutomationScenario.ADA;
import static dev.capstan.image.automation.run.AutomationScenario.BOT;
import static dev.capstan.image.automation.run.AutomationScenario.marked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.GitPush;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.SigningKey;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.Reason;
import dev.capstan.git.GitFailure;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRefusal;
import dev.capstan.image.automation.policy.KnownPolicy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutomationRunTest {
    private final AutomationScenario scenario = new AutomationScenario();

    @BeforeEach
    void aMarkedDeployment() {
        scenario.policy("web", "1.1.0").file(ADA, "apps/web.yaml", marked("web:1.0.0", "shop:web"));
    }

    @Test
    void writesWhatAPolicyChoseInOneCommit() {
        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.failure()).isEmpty();
        assertThat(scenario.repository.file("main", "apps/web.yaml")).isEqualTo(marked("web:1.1.0", "shop:web"));
        assertThat(scenario.repository.newest("main").author()).isEqualTo(BOT);
        assertThat(outcome.pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.description())
                        .isEqualTo(
                                "pushed commit '" + push.commit().substring(0, 7) + "' to branch 'main'\nSet 1.1.0"));
        assertThat(scenario.status.observedPolicies())
                .containsExactly(Map.entry("web", new ImageRef("web", "1.1.0", null)));
        assertThat(scenario.status.observedSourceRevision())
                .isEqualTo("main@sha1:" + scenario.repository.newest("main").id());
    }

    @Test
    void readsNothingWhenNothingIsNew() {
        scenario.run();
        int asked = scenario.repository.commitsAsked;

        assertThat(scenario.run().findings()).isEmpty();

        assertThat(scenario.repository.commitsAsked).isEqualTo(asked);
    }

    @Test
    void readsAgainWhenTheBranchThePoliciesOrTheSpecMoved() {
        scenario.run();

        scenario.file(ADA, "README", "x");
        assertThat(scenario.run().findings()).isPresent();
        scenario.generation++;
        assertThat(scenario.run().findings()).isPresent();
        scenario.policy("web", "1.2.0");
        assertThat(scenario.run().pushes()).hasSize(1);
    }

    @Test
    void commitsNothingWhenNothingChanges() {
        scenario.policy("web", "1.0.0");

        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).isEmpty();
        assertThat(ReadyText.of(outcome.notes())).isEqualTo("repository up-to-date");
        assertThat(scenario.repository.commitsOf("main")).hasSize(1);
    }

    @Test
    void pushesToAnotherBranchAndAsARefspec() {
        scenario.push = new GitPush("bot", "refs/heads/bot:refs/heads/copy", Map.of());

        AutomationOutcome outcome = scenario.run();

        assertThat(scenario.repository.file("bot", "apps/web.yaml")).contains("web:1.1.0");
        assertThat(scenario.repository.file("main", "apps/web.yaml")).contains("web:1.0.0");
        assertThat(outcome.pushes().getFirst().description())
                .contains("to branch 'bot' and refspecs 'refs/heads/bot:refs/heads/copy'\n");
        assertThat(scenario.status.observedSourceRevision())
                .isEqualTo("main@sha1:" + scenario.repository.newest("main").id());
    }

    @Test
    void looksThroughTheFolderOfTheSpecOnly() {
        scenario.file(ADA, "clusters/web.yaml", marked("web:1.0.0", "shop:web"));
        scenario.path = "../clusters";
        scenario.template = "{{ range $file, $_ := .Changed.FileChanges }}{{ $file }}{{ end }}";

        AutomationOutcome outcome = scenario.run();

        assertThat(scenario.repository.file("main", "apps/web.yaml")).contains("web:1.0.0");
        assertThat(scenario.repository.file("main", "clusters/web.yaml")).contains("web:1.1.0");
        assertThat(outcome.pushes().getFirst().message()).isEqualTo("web.yaml\n");
    }

    @Test
    void aFolderThatIsNotThereIsAFailure() {
        scenario.path = "nowhere";

        assertThat(scenario.run().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.UPDATE_FAILED);
            assertThat(failure.message()).contains("nowhere");
        });
    }

    @Test
    void aTemplateThatFailsPushesNothing() {
        scenario.template = "{{ .NewTga }}";

        assertThat(scenario.run().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.GIT_OPERATION_FAILED);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
            assertThat(failure.message()).contains("NewTga").contains("nothing was pushed");
        });
        assertThat(scenario.repository.commitsOf("main")).hasSize(1);
        assertThat(scenario.status.observedPolicies()).isEmpty();
    }

    @Test
    void policiesThatTheSelectorLeavesOutAreNotWritten() {
        scenario.selector = new LabelSelector(Map.of("app", "other"), List.of());

        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).isEmpty();
        assertThat(outcome.notes()).isEmpty();
        assertThat(scenario.status.observedPolicies()).isEmpty();
    }

    @Test
    void aSelectorThatIsNoneStalls() {
        scenario.selector = new LabelSelector(Map.of("a b", "x"), List.of());

        assertThat(scenario.run().failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.INVALID_POLICY_SELECTOR));
    }

    @Test
    void nothingIsWrittenForABrokenPolicyAndTheOthersGoOn() {
        scenario.policy("api", Optional.of(new ImageRef("api", "2.0", null)), new Verdict.Hopeless("no policy is set"))
                .file(ADA, "apps/api.yaml", marked("api:1.0", "shop:api"));

        AutomationOutcome outcome = scenario.run();

        assertThat(scenario.repository.file("main", "apps/api.yaml")).contains("api:1.0");
        assertThat(scenario.repository.file("main", "apps/web.yaml")).contains("web:1.1.0");
        assertThat(outcome.notes())
                .containsExactly("nothing is written for the policy 'api', which failed: no policy is set");
    }

    @Test
    void aBrokenPolicyThatNoMarkerNamesIsNotToldOf() {
        scenario.policy("api", Optional.empty(), new Verdict.Failing("no tags"));

        assertThat(scenario.run().notes()).isEmpty();
    }

    @Test
    void i089_aMarkerOfAnotherNamespaceIsNotAppliedAndReported() {
        scenario.file(ADA, "apps/web.yaml", marked("web:1.0.0", "other:web"));

        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).isEmpty();
        assertThat(outcome.notes())
                .singleElement()
                .asString()
                .contains("apps/web.yaml:6")
                .contains("other:web");
    }

    @Test
    void i088_anImageThatMeansSomethingToYamlIsNotWritten() {
        scenario.policy("web", Optional.of(new ImageRef("web", "1\nevil: true", null)), new Verdict.Holds());

        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).isEmpty();
        assertThat(outcome.notes()).singleElement().asString().contains("'web'").doesNotContain("evil");
    }

    @Test
    void asksForTheSourceAndSaysWhenThereIsNone() {
        scenario.source = Optional.empty();

        assertThat(scenario.run().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.SOURCE_MANAGER_FAILED);
            assertThat(failure.message()).isEqualTo("the GitRepository 'shop/config' does not exist");
        });
    }

    @Test
    void aKeyThatDoesNotSignPushesNothing() {
        scenario.signingKey = new SigningKey(new LocalRef("key"), "gpg");

        assertThat(scenario.run().failure())
                .hasValueSatisfying(failure -> assertThat(failure.message()).contains("no key here"));
        assertThat(scenario.repository.commitsAsked).isZero();
    }

    @Test
    void whatTheServerRefusesIsAFailureAndTriedAgain() {
        scenario.repository.answer = Optional.of(
                new CommitOutcome.Refused(new CommitRefusal.AlwaysOutrun(InMemoryRepository.url(), "main", 5)));

        assertThat(scenario.run().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.GIT_OPERATION_FAILED);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
        });
        scenario.repository.answer = Optional.empty();
        assertThat(scenario.run().pushes()).hasSize(1);
    }

    @Test
    void aRemoteThatDoesNotAnswerKeepsWhatIsKnown() {
        scenario.run();
        var known = scenario.status;
        scenario.policy("web", "1.2.0");
        scenario.repository.failure = Optional.of(new GitFailure.RepositoryNotFound(InMemoryRepository.url()));

        assertThat(scenario.run().failure()).isPresent();
        assertThat(scenario.status.observedPolicies()).isEqualTo(known.observedPolicies());
        assertThat(scenario.status.observedSourceRevision()).isEqualTo(known.observedSourceRevision());
    }
}
