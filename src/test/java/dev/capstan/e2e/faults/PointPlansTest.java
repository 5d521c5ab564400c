package dev.capstan.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PointPlansTest {
    @Test
    void theSameSeedGivesTheSamePoints() {
        assertThat(walk(new PointPlans(7, true), 50)).isEqualTo(walk(new PointPlans(7, true), 50));
        assertThat(walk(new PointPlans(7, true), 50)).isNotEqualTo(walk(new PointPlans(8, true), 50));
    }

    @Test
    void everyKindOfEditAndFaultComesUp() {
        List<PointPlan> plans = walk(new PointPlans(1, true), 300);

        Set<Class<?>> edits = plans.stream()
                .flatMap(plan -> plan.commits().stream().flatMap(List::stream))
                .map(Object::getClass)
                .collect(Collectors.toSet());
        Set<Fault.Target> faults = plans.stream()
                .flatMap(plan -> plan.faults().stream())
                .map(Fault::target)
                .collect(Collectors.toSet());

        assertThat(edits).containsExactlyInAnyOrder(Edit.class.getPermittedSubclasses());
        assertThat(faults).containsExactlyInAnyOrder(Fault.Target.values());
    }

    @Test
    void objectsMoveOnlyWhenAsked() {
        assertThat(walk(new PointPlans(1, false), 300))
                .allSatisfy(plan -> assertThat(plan.commits())
                        .allSatisfy(commit -> assertThat(commit).noneMatch(Edit.Move.class::isInstance)));
    }

    @Test
    void aPointEditsAnObjectOnce() {
        for (PointPlan plan : walk(new PointPlans(2, true), 300)) {
            var edited = new HashSet<LoopObject>();
            plan.commits().stream()
                    .flatMap(List::stream)
                    .forEach(edit -> objectOf(edit)
                            .ifPresent(object -> assertThat(edited.add(object))
                                    .as("%s in %s", object, plan)
                                    .isTrue()));
        }
    }

    private static java.util.Optional<LoopObject> objectOf(Edit edit) {
        return switch (edit) {
            case Edit.Add(var object, var _) -> java.util.Optional.of(object);
            case Edit.Change(var object) -> java.util.Optional.of(object);
            case Edit.Remove(var object) -> java.util.Optional.of(object);
            case Edit.Move(var object, var _) -> java.util.Optional.of(object);
            case Edit.Break _, Edit.Repair _ -> java.util.Optional.empty();
        };
    }

    private static List<PointPlan> walk(PointPlans plans, int points) {
        var walked = new ArrayList<PointPlan>();
        GitState state = GitState.first();
        for (int number = 1; number <= points; number++) {
            PointPlan plan = plans.plan(number, state);
            for (List<Edit> commit : plan.commits()) {
                state = state.after(commit);
            }
            walked.add(plan);
        }
        return walked;
    }
}
