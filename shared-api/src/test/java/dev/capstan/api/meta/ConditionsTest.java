package dev.capstan.api.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant EARLIER = Instant.parse("2026-11-22T10:00:00.75Z");
    private static final Instant LATER = Instant.parse("2026-11-22T11:00:00Z");

    @Test
    void transitionTimeStaysWhileTheClaimIsTheSame() {
        var first = Conditions.NONE.with(Condition.isTrue("Ready", Reason.SUCCEEDED, "done", 1, EARLIER));

        var second = first.with(Condition.isTrue("Ready", Reason.SUCCEEDED, "done", 2, LATER));

        assertThat(second.get("Ready")).hasValueSatisfying(ready -> {
            assertThat(ready.lastTransitionTime()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(ready.observedGeneration()).isEqualTo(2);
        });
    }

    @Test
    void transitionTimeMovesWithTheMessage() {
        var first = Conditions.NONE.with(Condition.isTrue("Ready", Reason.SUCCEEDED, "done", 1, EARLIER));

        var second = first.with(Condition.isTrue("Ready", Reason.SUCCEEDED, "done again", 1, LATER));

        assertThat(second.get("Ready").orElseThrow().lastTransitionTime()).isEqualTo("2026-11-22T11:00:00Z");
    }

    @Test
    void reconcilingAndStalledExcludeEachOther() {
        var reconciling = Conditions.NONE.with(Condition.isTrue("Reconciling", Reason.PROGRESSING, "", 1, EARLIER));

        var stalled = reconciling.with(Condition.isTrue("Stalled", Reason.URL_INVALID, "", 1, LATER));
        var again = stalled.with(Condition.isTrue("Reconciling", Reason.PROGRESSING, "", 2, LATER));

        assertThat(types(stalled)).containsExactly("Stalled");
        assertThat(types(again)).containsExactly("Reconciling");
    }

    @Test
    void orderOnWriteIsFixed() {
        var conditions = Conditions.NONE
                .with(Condition.isTrue("ArtifactInStorage", Reason.SUCCEEDED, "", 1, EARLIER))
                .with(Condition.isTrue("Zeta", Reason.SUCCEEDED, "", 2, EARLIER))
                .with(Condition.isTrue("Alpha", Reason.SUCCEEDED, "", 2, EARLIER))
                .with(Condition.isFalse("Ready", Reason.FAILED, "", 1, EARLIER))
                .with(Condition.isTrue("Reconciling", Reason.PROGRESSING, "", 1, EARLIER));

        assertThat(types(conditions)).containsExactly("Reconciling", "Ready", "Alpha", "Zeta", "ArtifactInStorage");
    }

    @Test
    void doubledTypesInAStoredStatusCollapseToTheFirst() {
        var one = Condition.isTrue("Ready", Reason.SUCCEEDED, "one", 1, EARLIER);
        var two = Condition.isTrue("Ready", Reason.SUCCEEDED, "two", 1, EARLIER);

        assertThat(Conditions.of(List.of(one, two)).toList()).containsExactly(one);
    }

    @Test
    void removedTypesAreGone() {
        var conditions = Conditions.NONE
                .with(Condition.isTrue("Ready", Reason.SUCCEEDED, "", 1, EARLIER))
                .with(Condition.isTrue("Healthy", Reason.SUCCEEDED, "", 1, EARLIER));

        assertThat(types(conditions.without("Healthy", "Unheard"))).containsExactly("Ready");
    }

    @Test
    void aMessageThatTheServerWouldRefuseIsCut() {
        var condition = Condition.isTrue("Ready", Reason.SUCCEEDED, "x".repeat(40_000), 1, EARLIER);

        assertThat(condition.message()).hasSize(Condition.MESSAGE_LIMIT).endsWith("x…");
    }

    private static List<String> types(Conditions conditions) {
        return conditions.toList().stream().map(Condition::type).toList();
    }
}
