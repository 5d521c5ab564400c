package dev.capstan.application.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.set.SetWrites.Written;
import dev.capstan.argo.set.plan.SetPlan;
import dev.capstan.argo.set.status.SetReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries a plan out: Applications are created first, and deleted last. */
final class PlannedWrites {
    private final Map<String, ObjectNode> now = new HashMap<>();
    private final List<SetProblem> problems = new ArrayList<>();
    private final SetChanges changes;
    private boolean isOvertaken;
    private boolean isRefused;

    PlannedWrites(SetPlan plan, SetWrites writes) {
        this.changes = new SetChanges(
                done(writes.create(plan.create()), SetReason.CREATE_FAILED, "created"),
                done(writes.change(plan.change()), SetReason.UPDATE_FAILED, "changed"),
                done(writes.delete(plan.delete()), SetReason.DELETE_FAILED, "deleted"));
        plan.heldBack().ifPresent(why -> problems.add(new SetProblem(SetReason.DELETE_FAILED, why)));
        plan.leftAlone().forEach(why -> problems.add(new SetProblem(SetReason.UPDATE_FAILED, why)));
    }

    private List<String> done(List<Written> answers, SetReason reason, String verb) {
        List<String> names = new ArrayList<>();
        for (Written answer : answers) {
            switch (answer) {
                case Written.Done(String name, var application) -> {
                    names.add(name);
                    application.ifPresent(it -> now.put(name, it));
                }
                case Written.Overtaken _ -> isOvertaken = true;
                case Written.Refused(String name, String why) -> refused(reason, name, verb, why);
                case Written.Unanswered(String name, String why) -> refused(reason, name, verb, why);
            }
        }
        return names;
    }

    private void refused(SetReason reason, String name, String verb, String why) {
        isRefused = true;
        problems.add(new SetProblem(reason, "the Application " + name + " cannot be " + verb + ": " + why));
    }

    /** Applications as they are after they were written, by name. */
    Map<String, ObjectNode> now() {
        return now;
    }

    List<SetProblem> problems() {
        return problems;
    }

    SetChanges changes() {
        return changes;
    }

    boolean isOvertaken() {
        return isOvertaken;
    }

    boolean isRefused() {
        return isRefused;
    }
}
