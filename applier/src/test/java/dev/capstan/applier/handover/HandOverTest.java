package dev.capstan.applier.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets what, and what waits for whom. */
class HandOverTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Owner GIVER = Owner.kustomization("apps", "a");
    private static final Owner OTHER = Owner.kustomization("apps", "b");
    private static final ObjectId TAKER = kustomization("b");
    private static final ObjectId X = configMap("x");
    private static final LiveOwner STILL_OURS = new LiveOwner.Owned(GIVER);
    private static final Claim BUILT = new Claim.Builds(TAKER, Set.of(X), "", false);
    private static final Claim BUILT_ELSEWHERE = new Claim.Builds(TAKER, Set.of(X), "", true);
    private static final Claim OPEN = new Claim.Undecided(TAKER, "it cannot be built");

    private boolean isGoing;
    private boolean isLate;

    @Test
    void whatNobodyBuildsIsPrunedAndNobodyIsAskedWhoseItIs() {
        var asked = new ArrayList<RecordedObject>();

        HandOver decided = HandOver.decide(
                GIVER,
                inventory(X),
                List.of(new Claim.Builds(TAKER, Set.of(configMap("y")), "", false)),
                RecordedObject::id,
                entry -> {
                    asked.add(entry);
                    return STILL_OURS;
                },
                terms());

        assertThat(decided.free()).isEqualTo(inventory(X));
        assertThat(asked).isEmpty();
    }

    @Test
    void whatATakerHasNotAppliedYetIsKept() {
        HandOver decided = decide(STILL_OURS, BUILT);

        assertThat(decided.free().isEmpty()).isTrue();
        assertThat(decided.keptObjects()).isEqualTo(inventory(X));
        assertThat(decided.keptLines())
                .containsExactly(
                        "ConfigMap/apps/x is handed over to Kustomization/apps/b, which has not applied it yet");
        assertThat(decided.nextDeadline()).isEmpty();
    }

    @Test
    void whatATakerBuildsIsKeptHoweverLongItTakes() {
        isLate = true;

        assertThat(decide(STILL_OURS, BUILT).kept()).hasSize(1);
    }

    @Test
    void whyATakerMayNotComeToItIsSaid() {
        HandOver decided = decide(STILL_OURS, new Claim.Builds(TAKER, Set.of(X), "it is suspended", false));

        assertThat(decided.keptLines().getFirst()).endsWith("which has not applied it yet (it is suspended)");
    }

    @Test
    void whatHasANewOwnerIsLetGoAndReported() {
        HandOver decided = decide(new LiveOwner.Owned(OTHER), BUILT);

        assertThat(decided.kept()).isEmpty();
        assertThat(decided.handed())
                .extracting(HandOver.Handed::toString)
                .containsExactly("ConfigMap/apps/x is now managed by Kustomization/apps/b");
    }

    @Test
    void whatIsNotThereIsNotKept() {
        assertThat(decide(new LiveOwner.NotOwned(), BUILT).kept()).isEmpty();
    }

    @Test
    void whatTheApiServerDoesNotTellIsKept() {
        HandOver decided = decide(new LiveOwner.Unknown("no answer"), BUILT);

        assertThat(decided.free().isEmpty()).isTrue();
        assertThat(decided.keptLines().getFirst()).contains("no answer");
    }

    @Test
    void whatSomebodyMayBuildIsKeptUntilTheDeadline() {
        HandOver decided = decide(STILL_OURS, OPEN);

        assertThat(decided.nextDeadline()).contains(NOW.plus(Duration.ofMinutes(10)));
        assertThat(decided.keptLines())
                .containsExactly(
                        "ConfigMap/apps/x is kept until 2026-11-28T10:10:00Z at the latest, because Kustomization/apps/b may build it: it cannot be built");
    }

    @Test
    void whatSomebodyMayBuildIsPrunedAfterTheDeadline() {
        isLate = true;

        assertThat(decide(STILL_OURS, OPEN).free()).isEqualTo(inventory(X));
    }

    @Test
    void takerInAnotherTenancyIsWaitedForOnlyUntilTheDeadline() {
        assertThat(decide(STILL_OURS, BUILT_ELSEWHERE).nextDeadline()).isPresent();

        isLate = true;

        assertThat(decide(STILL_OURS, BUILT_ELSEWHERE).free()).isEqualTo(inventory(X));
    }

    @Test
    void knownTakerComesBeforeOneThatMayBeOne() {
        assertThat(decide(STILL_OURS, OPEN, BUILT).keptLines().getFirst()).contains("is handed over to");
    }

    @Test
    void giverThatIsDeletedLeavesTheObjectToItsTakerWhenTimeIsUp() {
        isGoing = true;
        assertThat(decide(STILL_OURS, BUILT).nextDeadline()).isPresent();

        isLate = true;
        HandOver decided = decide(STILL_OURS, BUILT);

        assertThat(decided.free().isEmpty()).isTrue();
        assertThat(decided.kept()).isEmpty();
        assertThat(decided.leftLines()).hasSize(1);
    }

    @Test
    void giverThatIsDeletedPrunesWhatNobodyIsKnownToBuildWhenTimeIsUp() {
        isGoing = true;
        isLate = true;

        assertThat(decide(STILL_OURS, OPEN).free()).isEqualTo(inventory(X));
    }

    @Test
    void manyObjectsForOneTakerAreOneLine() {
        ObjectId[] many =
                IntStream.range(0, 12).mapToObj(i -> configMap("m" + i)).toArray(ObjectId[]::new);

        HandOver decided = HandOver.decide(
                GIVER,
                inventory(many),
                List.of(new Claim.Builds(TAKER, Set.of(many), "", false)),
                RecordedObject::id,
                _ -> STILL_OURS,
                terms());

        assertThat(decided.keptLines())
                .singleElement()
                .asString()
                .startsWith("ConfigMap/apps/m0, ConfigMap/apps/m1")
                .contains("ConfigMap/apps/m9 and 2 more are each handed over");
    }

    private HandOver decide(LiveOwner live, Claim... claims) {
        return HandOver.decide(GIVER, inventory(X), List.of(claims), RecordedObject::id, _ -> live, terms());
    }

    private Terms terms() {
        Instant deadline = isLate ? NOW : NOW.plus(Duration.ofMinutes(10));
        return new Terms(NOW, _ -> deadline, isGoing);
    }

    private static Inventory inventory(ObjectId... ids) {
        return Inventory.of(
                List.of(ids).stream().map(id -> new RecordedObject(id, "v1")).toList());
    }

    private static ObjectId configMap(String name) {
        return new ObjectId("", "ConfigMap", "apps", name);
    }

    private static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "apps", name);
    }
}
