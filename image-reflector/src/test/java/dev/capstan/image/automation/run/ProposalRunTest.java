package dev.capstan.image.automation.run;

import static dev.capstan.image.automation.run.AutomationScenario.ADA;
import static dev.capstan.image.automation.run.AutomationScenario.marked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.GitPush;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.image.automation.failure.AutomationFailure;
import dev.capstan.image.automation.policy.KnownPolicy.Verdict;
import dev.capstan.image.automation.proposal.Proposal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An automation that proposes its changes. */
class ProposalRunTest {
    private static final String WEB = "capstan/images/shop/web";
    private static final String API = "capstan/images/shop/api";

    private final AutomationScenario scenario = new AutomationScenario();

    @BeforeEach
    void twoImages() {
        scenario.pullRequest = new PullRequestSpec(
                "gitea", null, null, PullRequestSpec.POLICY, null, List.of(), List.of(), null, null);
        scenario.policy("web", "1.1.0")
                .policy("api", "2.0")
                .file(ADA, "web.yaml", marked("web:1.0.0", "shop:web"))
                .file(ADA, "api.yaml", marked("api:1.0", "shop:api"));
    }

    private List<Proposal> proposals() {
        return scenario.proposed.getLast().proposals();
    }

    @Test
    void everyGroupHasABranchOfItsOwn() {
        AutomationOutcome outcome = scenario.run();

        assertThat(outcome.pushes()).extracting(AutomationOutcome.Push::branch).containsExactly(API, WEB);
        assertThat(scenario.repository.file(WEB, "web.yaml")).contains("web:1.1.0");
        assertThat(scenario.repository.file(WEB, "api.yaml")).contains("api:1.0");
        assertThat(scenario.repository.file("main", "web.yaml")).contains("web:1.0.0");
        assertThat(proposals()).extracting(Proposal::branch).containsExactly(API, WEB);
        assertThat(proposals().getLast().changes())
                .singleElement()
                .satisfies(change -> assertThat(change.newValue()).isEqualTo("web:1.1.0"));
        assertThat(proposals().getLast().head())
                .contains(scenario.repository.newest(WEB).id());
        assertThat(scenario.proposed.getLast().base()).isEqualTo("main");
    }

    @Test
    void proposesTheSameWhenNothingIsNew() {
        scenario.run();

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(proposals())
                .allSatisfy(proposal -> assertThat(proposal.changes()).hasSize(1));
    }

    @Test
    void whatWasPushedIsRememberedAlthoughItCannotBeProposed() {
        scenario.notProposed = Optional.of(new AutomationFailure.BranchUnknown());

        assertThat(scenario.run().failure()).isPresent();

        assertThat(scenario.status.observedPolicies()).containsOnlyKeys("api", "web");
    }

    @Test
    void aNewerImageContinuesTheBranch() {
        scenario.run();
        scenario.policy("web", "1.2.0");

        assertThat(scenario.run().pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.branch()).isEqualTo(WEB));
        assertThat(proposals().getLast().changes().getFirst().oldValue()).isEqualTo("web:1.0.0");
        assertThat(proposals().getLast().changes().getFirst().newValue()).isEqualTo("web:1.2.0");
    }

    @Test
    void nothingIsLeftToProposeWhenTheBaseHasIt() {
        scenario.run();
        scenario.file(ADA, "web.yaml", marked("web:1.1.0", "shop:web"));

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(proposals().getLast().changes()).isEmpty();
        assertThat(proposals().getFirst().changes()).hasSize(1);
    }

    @Test
    void whatWasTakenBackInTheBaseIsNotProposedAgain() {
        scenario.run();
        scenario.file(ADA, "web.yaml", marked("web:1.1.0", "shop:web"));
        scenario.run();
        scenario.file(ADA, "web.yaml", marked("web:1.0.0", "shop:web"));

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(proposals().getLast().changes()).isEmpty();
        assertThat(scenario.status.leftAlone()).hasSize(1);
    }

    @Test
    void whatAPersonChangedOnTheBranchStaysThereAndClosesNothing() {
        scenario.run();
        scenario.repository.commit(WEB, ADA, "Rather this", Map.of("web.yaml", marked("web:1.0.5", "shop:web")));

        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(scenario.run().pushes()).isEmpty();
        assertThat(scenario.repository.file(WEB, "web.yaml")).contains("web:1.0.5");
        assertThat(proposals().getLast().changes()).hasSize(1);
        assertThat(scenario.status.leftAlone()).isEmpty();
    }

    @Test
    void aBranchOfTheSpecThatIsTheBaseIsNotPushedTo() {
        scenario.push = new GitPush("main", null, Map.of());

        assertThat(scenario.run().pushes())
                .extracting(AutomationOutcome.Push::branch)
                .containsExactly(API, WEB);
    }

    @Test
    void whatABrokenPolicyProposedStaysAsItIs() {
        scenario.run();
        var open = new PullRequestStatus(WEB, null, 7, PullRequestStatus.OPEN, List.of());
        scenario.status = scenario.status.withPullRequests(List.of(open));
        scenario.policy("web", Optional.empty(), new Verdict.Hopeless("no policy is set"));

        AutomationOutcome outcome = scenario.run();

        assertThat(scenario.proposed.getLast().known()).isEmpty();
        assertThat(proposals()).extracting(Proposal::branch).containsExactly(API);
        assertThat(outcome.findings().orElseThrow().pullRequests()).containsExactly(open);
    }
}
