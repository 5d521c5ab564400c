package dev.capstan.forge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.plan.Step.Rest;
import dev.capstan.forge.text.ImageChange;
import dev.capstan.forge.text.Marker;
import dev.capstan.forge.text.PullRequestText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PullRequestPlanTest {
    private static final String OWNER = "apps/fleet/all";
    private static final String HEAD = "1111111111111111111111111111111111111111";
    private static final BranchState OURS = new BranchState(HEAD, false);
    private static final BranchState TOUCHED = new BranchState(HEAD, true);

    private static ImageChange image(String name, String tag) {
        return new ImageChange("apps/" + name, name, "1", tag, Optional.empty(), Optional.empty());
    }

    private static Wanted wanted(ImageChange... changes) {
        return new Wanted(
                OWNER,
                "all",
                "images",
                "main",
                List.of(changes),
                Optional.empty(),
                List.of("l"),
                List.of("jane"),
                true,
                false);
    }

    private static Wanted merged(ImageChange... changes) {
        return new Wanted(
                OWNER,
                "all",
                "images",
                "main",
                List.of(changes),
                Optional.empty(),
                List.of("l"),
                List.of(),
                true,
                true);
    }

    private static Optional<PullRequest> existing(State state, ImageChange... changes) {
        return withBody(
                state,
                PullRequestText.of(OWNER, "all", Arrays.asList(changes), Optional.empty())
                        .body());
    }

    private static Optional<PullRequest> withBody(State state, String body) {
        return Optional.of(new PullRequest(7, "", state, HEAD, "images", "main", "Old", body, Mergeable.YES));
    }

    private static Step nothing(Rest why) {
        return new Step.Nothing(why);
    }

    @Test
    void opensTheFirst() {
        var step = PullRequestPlan.next(wanted(image("a", "2")), Optional.empty(), OURS);

        assertThat(step).isInstanceOfSatisfying(Step.Open.class, open -> {
            assertThat(open.wanted().source()).isEqualTo("images");
            assertThat(open.wanted().target()).isEqualTo("main");
            assertThat(open.wanted().labels()).containsExactly("l");
            assertThat(open.wanted().assignees()).containsExactly("jane");
            assertThat(Marker.in(open.wanted().body())).isPresent();
        });
    }

    @Test
    void nothingWantedIsNothingToDo() {
        assertThat(PullRequestPlan.next(wanted(), Optional.empty(), OURS)).isEqualTo(nothing(Rest.UP_TO_DATE));
        assertThat(PullRequestPlan.next(wanted(), existing(State.MERGED, image("a", "2")), OURS))
                .isEqualTo(nothing(Rest.UP_TO_DATE));
    }

    @Test
    void anOpenOneFollowsNewerImages() {
        var step = PullRequestPlan.next(wanted(image("a", "3")), existing(State.OPEN, image("a", "2")), OURS);

        assertThat(step).isInstanceOfSatisfying(Step.Update.class, update -> {
            assertThat(update.number()).isEqualTo(7);
            assertThat(update.title()).isEqualTo("Update a from 1 to 3");
        });
    }

    @Test
    void anOpenOneFollowsNewerImagesAlsoWherePeopleAddedCommits() {
        assertThat(PullRequestPlan.next(wanted(image("a", "3")), existing(State.OPEN, image("a", "2")), TOUCHED))
                .isInstanceOf(Step.Update.class);
    }

    @Test
    void textThatPeopleRewroteStaysUntilThereIsANewerImage() {
        var body = "Please do not merge before Monday.\n"
                + existing(State.OPEN, image("a", "2")).orElseThrow().body();

        assertThat(PullRequestPlan.next(wanted(image("a", "2")), withBody(State.OPEN, body), OURS))
                .isEqualTo(nothing(Rest.WAITS_FOR_PEOPLE));
    }

    @Test
    void closesWhatNobodyWants() {
        var step = PullRequestPlan.next(wanted(), existing(State.OPEN, image("a", "2")), OURS);

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Close.class,
                        close -> assertThat(Marker.in(close.body()).map(Marker::state))
                                .contains(Marker.State.OBSOLETE));
    }

    @Test
    void leavesItOpenWherePeopleAddedCommitsOrWantedItSo() {
        var open = existing(State.OPEN, image("a", "2"));
        var kept = new Wanted(
                OWNER, "all", "images", "main", List.of(), Optional.empty(), List.of(), List.of(), false, false);

        assertThat(PullRequestPlan.next(wanted(), open, TOUCHED)).isEqualTo(nothing(Rest.HAS_COMMITS_OF_OTHERS));
        assertThat(PullRequestPlan.next(kept, open, OURS)).isEqualTo(nothing(Rest.OBSOLETE));
    }

    @Test
    void oneOfSomebodyElseIsLeftAlone() {
        var others = withBody(State.OPEN, "my own work");
        var otherGroup = withBody(
                State.OPEN,
                PullRequestText.of("apps/fleet/other", "x", List.of(image("a", "2")), Optional.empty())
                        .body());

        assertThat(PullRequestPlan.next(wanted(image("a", "2")), others, OURS)).isEqualTo(nothing(Rest.NOT_OURS));
        assertThat(PullRequestPlan.next(wanted(), others, OURS)).isEqualTo(nothing(Rest.NOT_OURS));
        assertThat(PullRequestPlan.next(merged(image("a", "2")), otherGroup, OURS))
                .isEqualTo(nothing(Rest.NOT_OURS));
    }

    @Test
    void whatPeopleClosedStaysClosedForTheSameImages() {
        var closed = existing(State.CLOSED, image("a", "2"), image("b", "2"));

        assertThat(PullRequestPlan.next(wanted(image("a", "2"), image("b", "2")), closed, OURS))
                .isEqualTo(nothing(Rest.CLOSED_BY_PEOPLE));
        assertThat(PullRequestPlan.next(wanted(image("b", "2")), closed, OURS))
                .as("a part of what was refused")
                .isEqualTo(nothing(Rest.CLOSED_BY_PEOPLE));
        assertThat(PullRequestPlan.next(wanted(image("a", "2"), image("b", "3")), closed, OURS))
                .as("something newer")
                .isInstanceOf(Step.Open.class);
    }

    @Test
    void whatWeClosedIsOpenedAgain() {
        var body = existing(State.OPEN, image("a", "2")).orElseThrow().body();
        var closedByUs =
                withBody(State.CLOSED, Marker.in(body).orElseThrow().obsolete().under(body));

        assertThat(PullRequestPlan.next(wanted(image("a", "2")), closedByUs, OURS))
                .isInstanceOf(Step.Open.class);
    }

    @Test
    void aMergeThatWasRevertedIsNotProposedAgain() {
        var before = existing(State.MERGED, image("a", "2"));

        assertThat(PullRequestPlan.next(wanted(image("a", "2")), before, OURS)).isEqualTo(nothing(Rest.MERGED_BEFORE));
        assertThat(PullRequestPlan.next(wanted(image("a", "3")), before, OURS)).isInstanceOf(Step.Open.class);
    }

    @Test
    void aClosedOneOfSomebodyElseIsNoRefusal() {
        assertThat(PullRequestPlan.next(wanted(image("a", "2")), withBody(State.CLOSED, "mine"), OURS))
                .isInstanceOf(Step.Open.class);
    }

    @Test
    void mergingWaitsForChecksAndNeverTakesCommitsOfOthersAlong() {
        var open = existing(State.OPEN, image("a", "2"));

        assertThat(PullRequestPlan.next(merged(image("a", "2")), open, OURS)).isEqualTo(new Step.AwaitChecks(7, HEAD));
        assertThat(PullRequestPlan.next(merged(image("a", "2")), open, TOUCHED))
                .isEqualTo(nothing(Rest.HAS_COMMITS_OF_OTHERS));
    }

    @Test
    void conflictsAreForPeople() {
        var open = existing(State.OPEN, image("a", "2")).orElseThrow();
        var conflicting = new PullRequest(7, "", State.OPEN, HEAD, "images", "main", "T", open.body(), Mergeable.NO);

        assertThat(PullRequestPlan.next(merged(image("a", "2")), Optional.of(conflicting), OURS))
                .isEqualTo(nothing(Rest.HAS_CONFLICTS));
    }

    @ParameterizedTest
    @EnumSource
    void onlyGreenIsMerged(Verdict verdict) {
        var open = existing(State.OPEN, image("a", "2")).orElseThrow();
        var awaited = new Step.AwaitChecks(7, HEAD);

        var step = PullRequestPlan.afterChecks(awaited, open, new ChecksState(verdict, List.of("build")));

        assertThat(step)
                .isEqualTo(
                        switch (verdict) {
                            case GREEN -> new Step.Merge(7, HEAD);
                            case NONE -> new Step.Nothing(Rest.WAITS_FOR_CHECKS, "there are no checks");
                            case PENDING -> new Step.Nothing(Rest.WAITS_FOR_CHECKS, "build");
                            case RED -> new Step.Nothing(Rest.CHECKS_FAILED, "build");
                        });
    }

    @Test
    void checksOfAnotherHeadDoNotCount() {
        var open = existing(State.OPEN, image("a", "2")).orElseThrow();
        var awaited = new Step.AwaitChecks(7, "2222222222222222222222222222222222222222");

        assertThat(PullRequestPlan.afterChecks(awaited, open, new ChecksState(Verdict.GREEN, List.of())))
                .isEqualTo(new Step.Nothing(Rest.WAITS_FOR_CHECKS, "the branch has moved"));
    }
}
