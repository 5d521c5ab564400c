package dev.capstan.image.pullrequest;

import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequests;
import dev.capstan.forge.plan.BranchState;
import dev.capstan.forge.plan.PullRequestPlan;
import dev.capstan.forge.plan.Step;
import dev.capstan.forge.plan.Wanted;
import dev.capstan.forge.text.ImageChange;
import dev.capstan.image.pullrequest.ProposalMetrics.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One group: what is there, the next step, and what came of it. For one run. */
final class GroupRun {
    /** Branches below it are nobody else's, so they may go when their work is done. */
    private static final String OWN_BRANCHES = "capstan/images/";

    private final PullRequests pullRequests;
    private final Wanted wanted;
    private final BranchState branch;
    private final MergeMethod method;
    private final UnaryOperator<ImageChange> linking;
    private final List<Event> events = new ArrayList<>();
    private Optional<String> waiting = Optional.empty();

    /** What was done, in a sentence. */
    record Event(Action action, String text) {}

    /**
     * What there is now.
     *
     * @param status none when there is no pull request
     * @param waiting what a person has to do or should know about it
     */
    record Done(Optional<PullRequestStatus> status, List<Event> events, Optional<String> waiting) {}

    /**
     * @param linking adds the page that compares, which takes time
     */
    GroupRun(
            PullRequests pullRequests,
            Wanted wanted,
            BranchState branch,
            Optional<String> method,
            UnaryOperator<ImageChange> linking) {
        this.linking = linking;
        this.pullRequests = pullRequests;
        this.wanted = wanted;
        this.branch = branch;
        this.method = method.map(it -> MergeMethod.valueOf(it.toUpperCase(Locale.ROOT)))
                .orElse(MergeMethod.MERGE);
    }

    static String lastName(String branch) {
        return branch.substring(branch.lastIndexOf('/') + 1);
    }

    Done run(Optional<PullRequestStatus> known) throws ForgeFailureException {
        var existing = pullRequests.find(wanted.source(), wanted.target()).orThrow();
        var step = PullRequestPlan.next(wanted, existing, branch);
        boolean isWritten = step instanceof Step.Open || step instanceof Step.Update;
        var now = step(isWritten ? PullRequestPlan.next(linked(), existing, branch) : step, existing);
        return new Done(
                now.map(it -> status(it, known)),
                List.copyOf(events),
                now.flatMap(it -> waiting.map(text -> named(it) + " " + text)));
    }

    private Wanted linked() {
        return wanted.with(wanted.changes().stream().map(linking).toList());
    }

    private Optional<PullRequest> step(Step step, Optional<PullRequest> existing) throws ForgeFailureException {
        return switch (step) {
            case Step.Open(var request) -> {
                var opened = pullRequests.open(request).orThrow();
                told(Action.OPENED, "opened " + named(opened) + ": " + request.title());
                yield Optional.of(opened);
            }
            case Step.Update(var number, var title, var body, var labels) -> {
                var updated = pullRequests.update(number, title, body, labels).orThrow();
                told(Action.UPDATED, "updated " + named(updated) + ": " + title);
                yield Optional.of(updated);
            }
            case Step.Close close -> Optional.of(close(close));
            case Step.AwaitChecks awaited -> Optional.of(mergeWhenGreen(awaited));
            case Step.Merge(var number, var head) -> Optional.of(merge(number, head));
            case Step.Nothing nothing -> {
                waiting = WaitingText.of(nothing);
                yield existing;
            }
        };
    }

    private PullRequest close(Step.Close close) throws ForgeFailureException {
        var marked = pullRequests
                .update(close.number(), close.title(), close.body(), List.of())
                .orThrow();
        var unused = pullRequests.comment(close.number(), close.comment()).orThrow();
        unused = pullRequests.close(close.number()).orThrow();
        told(Action.CLOSED, "closed " + named(marked) + ", which has nothing left to propose");
        clearAway(branch.head());
        return ended(marked, PullRequest.State.CLOSED);
    }

    private PullRequest mergeWhenGreen(Step.AwaitChecks awaited) throws ForgeFailureException {
        var open = pullRequests.get(awaited.number()).orThrow();
        var checks = pullRequests.checks(open).orThrow();
        var step = PullRequestPlan.afterChecks(awaited, open, checks);
        return step(step, Optional.of(open)).orElse(open);
    }

    private PullRequest merge(long number, String head) throws ForgeFailureException {
        var outcome = pullRequests.merge(number, head, method).orThrow();
        var now = pullRequests.get(number).orThrow();
        if (outcome instanceof MergeOutcome.Merged) {
            told(Action.MERGED, "merged " + named(now) + ", whose checks are green");
            clearAway(head);
            return ended(now, PullRequest.State.MERGED);
        }
        if (outcome instanceof MergeOutcome.Blocked(var why)) {
            waiting = Optional.of(WaitingText.blocked(why));
        }
        return now;
    }

    /** A branch that stays is no harm, so a refusal is not told; of a group that is gone nobody knows who works on its branch. */
    private void clearAway(String head) {
        if (wanted.source().startsWith(OWN_BRANCHES) && !head.isEmpty()) {
            var unused = pullRequests.deleteBranch(wanted.source(), head);
        }
    }

    private static PullRequest ended(PullRequest it, PullRequest.State state) {
        return new PullRequest(
                it.number(),
                it.url(),
                state,
                it.head(),
                it.source(),
                it.target(),
                it.title(),
                it.body(),
                it.mergeable());
    }

    private void told(Action action, String text) {
        events.add(new Event(action, text));
    }

    private String named(PullRequest it) {
        return "pull request " + it.number() + " of '" + wanted.group() + "'"
                + (it.url().isEmpty() ? "" : " (" + it.url() + ")");
    }

    private PullRequestStatus status(PullRequest it, Optional<PullRequestStatus> known) {
        var images = wanted.changes().isEmpty()
                ? known.map(PullRequestStatus::images).orElse(List.of())
                : ProposedImages.shown(wanted.changes());
        return new PullRequestStatus(
                wanted.source(),
                it.url().isEmpty() ? null : it.url(),
                it.number(),
                switch (it.state()) {
                    case OPEN -> PullRequestStatus.OPEN;
                    case MERGED -> PullRequestStatus.MERGED;
                    case CLOSED -> PullRequestStatus.CLOSED;
                },
                images);
    }
}
