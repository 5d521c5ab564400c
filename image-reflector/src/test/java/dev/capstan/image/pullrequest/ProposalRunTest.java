package dev.capstan.image.pullrequest;

import static dev.capstan.image.pullrequest.ProposalTasks.BRANCH;
import static dev.capstan.image.pullrequest.ProposalTasks.SQUASHED;
import static dev.capstan.image.pullrequest.ProposalTasks.change;
import static dev.capstan.image.pullrequest.ProposalTasks.proposal;
import static dev.capstan.image.pullrequest.ProposalTasks.spec;
import static dev.capstan.image.pullrequest.ProposalTasks.task;
import static dev.capstan.image.pullrequest.ProposalTasks.touched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.text.CompareLink;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.proposal.Proposal;
import dev.capstan.image.automation.proposal.PullRequestReport;
import dev.capstan.testkit.time.MovableClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalRunTest {
    private static final ObjectKey AUTOMATION = new ObjectKey("apps", "fleet");
    private static final PullRequestSpec PLAIN = spec(Optional.empty(), null);
    private static final PullRequestSpec MERGING = spec(SQUASHED, null);

    private final MemoryForge forge = new MemoryForge();
    private final List<String> counted = new ArrayList<>();
    private final List<String> compared = new ArrayList<>();
    private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private final ProposalRun step = new ProposalRun(
            _ -> new ForgeAccounts.Opened.Open(forge),
            new CommitMessage(Clock.systemUTC(), new SecureRandom()),
            (image, from, to, _) -> {
                compared.add(image + " " + from + " " + to);
                return CompareLink.between("https://github.com/org/web", "abc" + from, "abc" + to);
            },
            (_, action) -> counted.add(action.text()),
            clock);

    private PullRequestReport run(PullRequestSpec spec, List<PullRequestStatus> known, Proposal... proposals) {
        return step.run(task(spec, known, proposals));
    }

    private static PullRequestStatus status(long number, String state, String... images) {
        return new PullRequestStatus(BRANCH, "https://forge.example/" + number, number, state, List.of(images));
    }

    @Test
    void opensOneAndSaysSo() {
        var report = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(forge.calls).containsExactly("open " + BRANCH + " → main [images][jane]");
        assertThat(forge.all.getFirst().title()).isEqualTo("Update ghcr.io/org/web from 1.0 to 1.1");
        assertThat(report.pullRequests()).containsExactly(status(1, "open", "ghcr.io/org/web:1.1"));
        assertThat(report.events())
                .containsExactly(
                        "opened pull request 1 of 'fleet' (https://forge.example/1): Update ghcr.io/org/web from"
                                + " 1.0 to 1.1");
        assertThat(report.failure()).isEmpty();
        assertThat(counted).containsExactly("opened");
    }

    @Test
    void aSecondRunDoesNothing() {
        var known = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")))
                .pullRequests();
        forge.calls.clear();

        var report = run(PLAIN, known, proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(forge.calls).isEmpty();
        assertThat(report.pullRequests()).isEqualTo(known);
        assertThat(report.events()).isEmpty();
    }

    @Test
    void aNewerImageChangesTheOneThatIsOpen() {
        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        var report = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.2")));

        assertThat(forge.all).hasSize(1);
        assertThat(forge.all.getFirst().title()).endsWith("to 1.2");
        assertThat(report.pullRequests()).containsExactly(status(1, "open", "ghcr.io/org/web:1.2"));
    }

    @Test
    void severalMarkersOfAPolicyAreOneRow() {
        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1"), change("web", "0.9", "1.1")));

        assertThat(forge.all.getFirst().body().lines().filter(line -> line.startsWith("| `")))
                .hasSize(1);
    }

    @Test
    void aTitleMayBeATemplate() {
        var titled =
                spec(Optional.empty(), "{{.Values.team}}: {{range .Changed.Changes}}{{.NewValue}}{{end}}\nsecond line");

        run(titled, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(forge.all.getFirst().title()).isEqualTo("web: ghcr.io/org/web:1.1 second line");
    }

    @Test
    void aTitleThatFailsIsSaidAndNothingIsOpened() {
        var report = run(spec(Optional.empty(), "{{.Nope"), List.of(), proposal(BRANCH, change("web", "1", "2")));

        assertThat(forge.calls).isEmpty();
        assertThat(report.failure().map(Failure::message)).get().asString().startsWith("spec.pullRequest.title: ");
    }

    @Test
    void whatIsObsoleteIsClosedAndItsBranchGoes() {
        var known = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")))
                .pullRequests();
        forge.calls.clear();

        var report = run(PLAIN, known, proposal(BRANCH));

        assertThat(forge.calls).containsExactly("update 1", "comment 1", "close 1", "delete " + BRANCH);
        assertThat(report.pullRequests()).containsExactly(status(1, "closed", "ghcr.io/org/web:1.1"));
        assertThat(report.events()).singleElement().asString().startsWith("closed pull request 1 of 'fleet'");
    }

    @Test
    void aBranchOfSomebodyStays() {
        run(PLAIN, List.of(), proposal("staging", change("web", "1.0", "1.1")));

        run(PLAIN, List.of(), proposal("staging"));

        assertThat(forge.calls).contains("close 1").noneMatch(call -> call.startsWith("delete"));
    }

    @Test
    void aGroupThatIsGoneLosesItsPullRequest() {
        var known = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")))
                .pullRequests();

        var report = run(PLAIN, known, proposal("other"));

        assertThat(forge.all.getFirst().state()).isEqualTo(State.CLOSED);
        assertThat(forge.calls).as("nobody knows who works on it").noneMatch(call -> call.startsWith("delete"));
        assertThat(report.pullRequests()).extracting(PullRequestStatus::state).containsExactly("closed");
        assertThat(run(PLAIN, report.pullRequests(), proposal("other")).pullRequests())
                .as("it is forgotten then")
                .isEmpty();
    }

    @Test
    void whatAPersonClosedStaysClosedUntilThereIsANewerImage() {
        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        forge.become(1, State.CLOSED);

        var same = run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        assertThat(same.events())
                .containsExactly(
                        "pull request 1 of 'fleet' (https://forge.example/1) was closed without being merged; there"
                                + " is no other one before there is a newer image");
        assertThat(run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")))
                        .events())
                .as("said once")
                .isEmpty();
        assertThat(same.pullRequests()).containsExactly(status(1, "closed", "ghcr.io/org/web:1.1"));
        assertThat(forge.all).hasSize(1);

        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.2")));
        assertThat(forge.all).extracting(PullRequest::state).containsExactly(State.CLOSED, State.OPEN);
    }

    @Test
    void whatWaitsForAPersonIsNotSaidAgainAfterAFailure() {
        var proposed = proposal(BRANCH, change("web", "1.0", "1.1"));
        run(PLAIN, List.of(), proposed);
        forge.become(1, State.CLOSED);
        run(PLAIN, List.of(), proposed);

        forge.brokenBranches.add(BRANCH);
        run(PLAIN, List.of(), proposed);
        forge.brokenBranches.clear();

        assertThat(run(PLAIN, List.of(), proposed).events()).isEmpty();
    }

    @Test
    void mergesWhenChecksAreGreen() {
        run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        assertThat(run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")))
                        .pullRequests())
                .as("no checks yet")
                .containsExactly(status(1, "open", "ghcr.io/org/web:1.1"));

        forge.checks = new ChecksState(Verdict.GREEN, List.of());
        var report = run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(forge.calls).endsWith("merge 1 SQUASH", "delete " + BRANCH);
        assertThat(report.pullRequests()).containsExactly(status(1, "merged", "ghcr.io/org/web:1.1"));
        assertThat(report.events()).singleElement().asString().startsWith("merged pull request 1");
    }

    @Test
    void checksThatFailedAreNamedOnceForEachFailure() {
        run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        forge.checks = new ChecksState(Verdict.RED, List.of("build", "lint"));
        var proposed = proposal(BRANCH, change("web", "1.0", "1.1"));

        assertThat(run(MERGING, List.of(), proposed).events())
                .singleElement()
                .asString()
                .endsWith("is not merged, because checks failed: build, lint");
        assertThat(run(MERGING, List.of(), proposed).events()).isEmpty();

        forge.checks = new ChecksState(Verdict.PENDING, List.of("build"));
        assertThat(run(MERGING, List.of(), proposed).events()).isEmpty();
        forge.checks = new ChecksState(Verdict.RED, List.of("build", "lint"));
        assertThat(run(MERGING, List.of(), proposed).events()).hasSize(1);
    }

    @Test
    void whatTheForgeDoesNotMergeStaysOpen() {
        run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        forge.checks = new ChecksState(Verdict.GREEN, List.of());
        forge.merging = new MergeOutcome.Blocked("needs a review");

        var report = run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(report.pullRequests()).extracting(PullRequestStatus::state).containsExactly("open");
        assertThat(report.events()).singleElement().asString().endsWith("is not merged by the forge: needs a review");
    }

    @Test
    void commitsOfPeopleAreNeitherMergedNorThrownAway() {
        run(MERGING, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        forge.checks = new ChecksState(Verdict.GREEN, List.of());
        forge.calls.clear();

        run(MERGING, List.of(), touched(BRANCH, change("web", "1.0", "1.1")));
        run(MERGING, List.of(), touched(BRANCH));

        assertThat(forge.calls).isEmpty();
    }

    @Test
    void oneGroupThatFailsLeavesTheOthersAlone() {
        forge.brokenBranches.add("broken");
        var before = new PullRequestStatus("broken", null, 9, "open", List.of("x:1"));

        var report = run(
                PLAIN,
                List.of(before),
                proposal("broken", change("db", "1", "2")),
                proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(report.pullRequests()).containsExactly(before, status(1, "open", "ghcr.io/org/web:1.1"));
        assertThat(report.failure().map(Failure::reason)).contains(Reason.AUTHENTICATION_FAILED);
        assertThat(counted).containsExactly("failed", "opened");
    }

    @Test
    void whatChangedInTheSourcesIsLinkedWhenTheTextIsWritten() {
        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));
        run(PLAIN, List.of(), proposal(BRANCH, change("web", "1.0", "1.1")));

        assertThat(forge.all.getFirst().body())
                .contains("[compare](https://github.com/org/web/compare/abc1.0...abc1.1)");
        assertThat(compared).containsExactly("ghcr.io/org/web 1.0 1.1");
    }

    @Test
    void aForgeThatWantsToBeLeftAloneIsLeftAlone() {
        forge.isBusy = true;
        var proposed = proposal(BRANCH, change("web", "1.0", "1.1"));
        var first = run(PLAIN, List.of(), proposed);
        forge.isBusy = false;

        clock.moveBy(Duration.ofSeconds(89));
        var second = run(PLAIN, List.of(), proposed);
        assertThat(forge.calls).isEmpty();
        assertThat(second.failure().map(Failure::message))
                .isEqualTo(first.failure().map(Failure::message))
                .get()
                .asString()
                .contains("wants fewer requests");

        clock.moveBy(Duration.ofSeconds(2));
        assertThat(run(PLAIN, List.of(), proposed).pullRequests()).hasSize(1);
    }

    @Test
    void anAutomationThatIsMadeAnewIsToldAnew() {
        var proposed = proposal(BRANCH, change("web", "1.0", "1.1"));
        run(PLAIN, List.of(), proposed);
        forge.become(1, State.CLOSED);
        run(PLAIN, List.of(), proposed);

        step.forget(AUTOMATION);

        assertThat(run(PLAIN, List.of(), proposed).events())
                .singleElement()
                .asString()
                .contains("was closed without being merged");
    }

    @Test
    void anAutomationThatIsMadeAnewDoesNotWaitForTheOneBefore() {
        var proposed = proposal(BRANCH, change("web", "1.0", "1.1"));
        forge.isBusy = true;
        run(PLAIN, List.of(), proposed);
        forge.isBusy = false;

        step.forget(AUTOMATION);

        assertThat(run(PLAIN, List.of(), proposed).pullRequests()).hasSize(1);
    }

    @Test
    void withoutAForgeTheStatusStays() {
        var closed = new ProposalRun(
                _ -> new ForgeAccounts.Opened.Closed(new ProposalFailure.LoginMissing("none")),
                new CommitMessage(Clock.systemUTC(), new SecureRandom()),
                ImageOrigins.UNKNOWN,
                (_, _) -> {},
                clock);
        var known = List.of(status(1, "open", "x:1"));

        var report = closed.run(task(PLAIN, known, proposal(BRANCH, change("web", "1", "2"))));

        assertThat(report.pullRequests()).isEqualTo(known);
        assertThat(report.failure().map(Failure::message))
                .contains("none; name a Secret with the key 'token' in spec.pullRequest.secretRef");
    }
}
