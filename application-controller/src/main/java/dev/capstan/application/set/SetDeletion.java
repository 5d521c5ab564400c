package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.plan.Ownership;
import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import dev.capstan.argo.set.plan.SetRemoval;
import dev.capstan.argo.set.rollout.ReverseDeletion;
import dev.capstan.argo.set.rollout.RolloutSteps;
import java.util.List;

/**
 * What must happen before a set may go. Nothing, where its Applications go with it; that is what owner references are for. But a set whose
 * policy deletes none lets them go first, and one that deletes in the order of its steps backwards waits for each of them. Both need a
 * finalizer on the set.
 */
public final class SetDeletion {
    /** The finalizer that sets have when something must happen before they go. */
    public static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

    private SetDeletion() {}

    /** What to do next. */
    public sealed interface Step {
        /** The set may go. */
        record Done() implements Step {}

        /** These Applications must no longer belong to the set. */
        record LetGo(List<Change> changes) implements Step {}

        /** These Applications must be deleted; if there are none, others that are being deleted must be gone. */
        record Delete(List<Deletion> deletions) implements Step {}
    }

    /** Whether a set must have the finalizer while it lives. */
    public static boolean needsFinalizer(JsonNode set, SetRules rules) {
        return !rules.policyOf(set).allowsDelete() || RolloutSteps.areReversedForDeletion(set);
    }

    /**
     * The next thing to do for a set that is being deleted.
     *
     * @param applications all in its namespace
     */
    public static Step next(JsonNode set, SetRules rules, List<ObjectNode> applications) {
        List<Change> changes = SetRemoval.lettingGo(set, rules.policyOf(set), applications);
        if (!changes.isEmpty()) {
            return new Step.LetGo(changes);
        }
        if (!rules.policyOf(set).allowsDelete() || !RolloutSteps.areReversedForDeletion(set)) {
            return new Step.Done();
        }
        List<ObjectNode> own = applications.stream()
                .filter(application -> Ownership.isOf(set, application))
                .toList();
        ReverseDeletion.Next next = ReverseDeletion.next(set, own);
        return next.isDone() ? new Step.Done() : new Step.Delete(deletions(own, next.delete()));
    }

    private static List<Deletion> deletions(List<ObjectNode> applications, List<String> names) {
        return applications.stream()
                .map(application -> application.path("metadata"))
                .filter(metadata -> names.contains(Fields.text(metadata, "name")))
                .map(metadata -> new Deletion(Fields.text(metadata, "name"), Fields.text(metadata, "uid"), false))
                .toList();
    }
}
