package dev.capstan.forge.plan;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.plan.Step.Rest;
import dev.capstan.forge.text.ImageChange;
import dev.capstan.forge.text.Marker;
import dev.capstan.forge.text.PullRequestText;
import java.util.Optional;

/**
 * Decides about the pull request of one group. What people do has precedence: what they closed stays closed until there is a newer
 * image, what they took over is left to them, and what they added commits to is neither merged nor closed by us.
 */
public final class PullRequestPlan {
    private PullRequestPlan() {}

    /**
     * The next step.
     *
     * @param existing the open one between the branches, or else the last one
     * @param branch the source branch as it is now
     */
    public static Step next(Wanted wanted, Optional<PullRequest> existing, BranchState branch) {
        var open = existing.filter(PullRequest::isOpen);
        if (open.isPresent()) {
            boolean isOurs = markerOf(wanted, open.get()).isPresent();
            return isOurs ? ofOpen(wanted, open.get(), branch) : new Step.Nothing(Rest.NOT_OURS);
        }
        if (wanted.changes().isEmpty()) {
            return new Step.Nothing(Rest.UP_TO_DATE);
        }
        return existing.flatMap(last -> refusal(wanted, last)).orElseGet(() -> new Step.Open(newOne(wanted)));
    }

    /** The marker of this owner; empty in bodies of others. */
    private static Optional<Marker> markerOf(Wanted wanted, PullRequest pullRequest) {
        String owner = Marker.of(wanted.owner(), wanted.changes()).owner();
        return Marker.in(pullRequest.body()).filter(it -> it.owner().equals(owner));
    }

    private static NewPullRequest newOne(Wanted wanted) {
        var text = wanted.text();
        return new NewPullRequest(
                wanted.source(), wanted.target(), text.title(), text.body(), wanted.labels(), wanted.assignees());
    }

    /** Why an earlier one keeps us from opening another; empty when it does not. */
    private static Optional<Step> refusal(Wanted wanted, PullRequest last) {
        var marker = markerOf(wanted, last);
        boolean wasForAll = marker.filter(it -> it.state() == Marker.State.WANTED)
                .filter(it ->
                        wanted.changes().stream().map(ImageChange::fingerprint).allMatch(it.fingerprints()::contains))
                .isPresent();
        return wasForAll
                ? Optional.of(
                        new Step.Nothing(last.state() == State.MERGED ? Rest.MERGED_BEFORE : Rest.CLOSED_BY_PEOPLE))
                : Optional.empty();
    }

    private static Step ofOpen(Wanted wanted, PullRequest open, BranchState branch) {
        if (wanted.changes().isEmpty()) {
            return ofObsolete(wanted, open, branch);
        }
        var text = wanted.text();
        if (!saysSame(open, text)) {
            return new Step.Update(open.number(), text.title(), text.body(), wanted.labels());
        }
        if (!wanted.merges()) {
            return new Step.Nothing(Rest.WAITS_FOR_PEOPLE);
        }
        if (branch.hasCommitsOfOthers()) {
            return new Step.Nothing(Rest.HAS_COMMITS_OF_OTHERS);
        }
        return open.mergeable() == Mergeable.NO
                ? new Step.Nothing(Rest.HAS_CONFLICTS)
                : new Step.AwaitChecks(open.number(), branch.head());
    }

    private static Step ofObsolete(Wanted wanted, PullRequest open, BranchState branch) {
        if (branch.hasCommitsOfOthers()) {
            return new Step.Nothing(Rest.HAS_COMMITS_OF_OTHERS);
        }
        return wanted.closesObsolete()
                ? new Step.Close(
                        open.number(),
                        open.title(),
                        Marker.in(open.body()).orElseThrow().obsolete().under(open.body()),
                        PullRequestText.closingComment())
                : new Step.Nothing(Rest.OBSOLETE);
    }

    /** People may rewrite title and body; what counts is what it was opened for. */
    private static boolean saysSame(PullRequest open, PullRequestText text) {
        return Marker.in(open.body()).equals(Marker.in(text.body()));
    }

    /**
     * What follows when the checks are known. Without any check nothing is merged: nobody has looked at it.
     *
     * @param open as it is now
     */
    public static Step afterChecks(Step.AwaitChecks awaited, PullRequest open, ChecksState checks) {
        if (!open.isAt(awaited.head())) {
            return new Step.Nothing(Rest.WAITS_FOR_CHECKS, "the branch has moved");
        }
        return switch (checks.verdict()) {
            case GREEN -> new Step.Merge(awaited.number(), awaited.head());
            case NONE -> new Step.Nothing(Rest.WAITS_FOR_CHECKS, "there are no checks");
            case PENDING -> new Step.Nothing(Rest.WAITS_FOR_CHECKS, String.join(", ", checks.names()));
            case RED -> new Step.Nothing(Rest.CHECKS_FAILED, String.join(", ", checks.names()));
        };
    }
}
