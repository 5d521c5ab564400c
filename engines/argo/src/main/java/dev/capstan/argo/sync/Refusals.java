package dev.capstan.argo.sync;

import java.util.List;

/** What becomes of a plan with tasks that must not be carried out. */
final class Refusals {

    private Refusals() {}

    static SyncResults note(SyncPlan plan, SyncResults results) {
        SyncResults.Draft draft = results.change();
        for (SyncTask task : plan.tasks()) {
            String refusal = plan.refusals().get(task.key());
            if (refusal != null) {
                draft.refuse(task, refusal);
            }
        }
        return draft.done();
    }

    static String message(SyncPlan plan) {
        List<String> reasons =
                plan.refusals().values().stream().distinct().sorted().toList();
        return "one or more synchronization tasks are not valid: " + String.join("; ", reasons);
    }
}
