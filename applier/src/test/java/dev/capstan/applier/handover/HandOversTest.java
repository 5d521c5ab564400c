package dev.capstan.applier.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is woken up by what a taker does. */
class HandOversTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final ObjectId A = kustomization("a");
    private static final ObjectId B = kustomization("b");
    private static final ObjectId C = kustomization("c");
    private static final ObjectId X = new ObjectId("", "ConfigMap", "apps", "x");
    private static final ObjectId Y = new ObjectId("", "ConfigMap", "apps", "y");

    private final List<ObjectId> woken = new ArrayList<>();
    private final HandOvers handOvers = new HandOvers(woken::add);

    @Test
    void takerThatWroteWhatIsKeptForItWakesTheGiver() {
        aKeepsXForB();

        handOvers.wrote(B, List.of(X));

        assertThat(woken).containsExactly(A);
    }

    @Test
    void otherObjectsAndOtherTakersWakeNobody() {
        aKeepsXForB();

        handOvers.wrote(B, List.of(Y));
        handOvers.wrote(C, List.of(X));
        handOvers.decided(C);

        assertThat(woken).isEmpty();
    }

    @Test
    void takerThatIsDecidedNowWakesTheGiver() {
        handOvers.begin(A, Set.of(X), List.of(new Claim.Undecided(B, "not yet")));

        handOvers.decided(B);

        assertThat(woken).containsExactly(A);
    }

    @Test
    void takerThatIsGoneWakesTheGiver() {
        aKeepsXForB();

        handOvers.forget(B);

        assertThat(woken).containsExactly(A);
    }

    @Test
    void giverThatKeepsNothingMoreIsLeftAlone() {
        aKeepsXForB();
        handOvers.keeps(A, Set.of(), NOW);

        handOvers.wrote(B, List.of(X));

        assertThat(woken).isEmpty();
    }

    /** Two that wait for each other would wake each other for ever if one that fails before it prunes went on waiting. */
    @Test
    void giverWhoseRunBeganIsLeftAloneUntilItComesToPruning() {
        aKeepsXForB();
        handOvers.pause(A);

        handOvers.wrote(B, List.of(X));
        handOvers.decided(B);

        assertThat(woken).isEmpty();
    }

    @Test
    void timeOfAnObjectCountsFromWhenItWasKeptFirst() {
        handOvers.keeps(A, Set.of(X), NOW);
        handOvers.pause(A);
        handOvers.keeps(A, Set.of(X, Y), NOW.plusSeconds(60));

        assertThat(handOvers.keptSince(A, X, NOW.plusSeconds(90))).isEqualTo(NOW);
        assertThat(handOvers.keptSince(A, Y, NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(60));
        assertThat(handOvers.keptSince(B, X, NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(90));
    }

    private void aKeepsXForB() {
        handOvers.begin(A, Set.of(X), List.of(new Claim.Builds(B, Set.of(X), "", false)));
        handOvers.keeps(A, Set.of(X), NOW);
    }

    private static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "apps", name);
    }
}
