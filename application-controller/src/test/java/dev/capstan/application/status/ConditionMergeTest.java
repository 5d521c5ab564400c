package dev.capstan.application.status;

import static dev.capstan.application.status.Passes.BEFORE;
import static dev.capstan.application.status.Passes.NOW;
import static dev.capstan.application.status.Passes.NOW_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionMergeTest {
    private static final ApplicationCondition OLD = new ApplicationCondition("ComparisonError", "broken", BEFORE);

    @Test
    void aConditionThatIsStillThereKeepsItsTime() {
        assertThat(merge(List.of(OLD), Set.of(ConditionType.COMPARISON_ERROR), error("broken")))
                .containsExactly(OLD);
    }

    @Test
    void anotherMessageIsAnotherTime() {
        assertThat(merge(List.of(OLD), Set.of(ConditionType.COMPARISON_ERROR), error("torn")))
                .containsExactly(new ApplicationCondition("ComparisonError", "torn", NOW_TEXT));
    }

    @Test
    void whatWasLookedForAndNotFoundIsGone() {
        assertThat(merge(List.of(OLD), Set.of(ConditionType.COMPARISON_ERROR))).isEmpty();
    }

    @Test
    void whatWasNotLookedForStays() {
        var foreign = new ApplicationCondition("SomethingElse", "x", null);

        assertThat(merge(List.of(OLD, foreign), Set.of(ConditionType.SYNC_ERROR)))
                .containsExactly(OLD, foreign);
    }

    @Test
    void aConditionWithoutATimeGetsOne() {
        var undated = new ApplicationCondition("ComparisonError", "broken", null);

        assertThat(merge(List.of(undated), Set.of(), error("broken")))
                .containsExactly(new ApplicationCondition("ComparisonError", "broken", NOW_TEXT));
    }

    @Test
    void theOrderDoesNotDependOnWhoFoundThemFirst() {
        var one = error("a");
        var two = error("b");

        assertThat(merge(List.of(), Set.of(), two, one)).isEqualTo(merge(List.of(), Set.of(), one, two));
    }

    @Test
    void messagesAndTheirNumberAreBounded() {
        Condition[] many = IntStream.range(0, 200)
                .mapToObj(i -> error("x".repeat(i) + "\uD83D\uDE00".repeat(4_000)))
                .toArray(Condition[]::new);

        assertThat(merge(List.of(), Set.of(), many))
                .hasSizeLessThan(100)
                .allSatisfy(
                        it -> assertThat(it.message()).hasSizeLessThan(5_000).endsWith("\uD83D\uDE00…"));
    }

    private static Condition error(String message) {
        return new Condition(ConditionType.COMPARISON_ERROR, message);
    }

    private static List<ApplicationCondition> merge(
            List<ApplicationCondition> stored, Set<ConditionType> evaluated, Condition... found) {
        return ConditionMerge.merge(stored, new Conditions(evaluated, List.of(found)), NOW);
    }
}
