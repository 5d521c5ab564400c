package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The deletion of a set that deletes its Applications in the order of its steps backwards. */
public final class ReverseDeletion {
    private ReverseDeletion() {}

    /**
     * What to do next.
     *
     * @param delete names of Applications to delete now
     * @param waitFor names of Applications that are being deleted; nothing else is done before they are gone
     */
    public record Next(List<String> delete, List<String> waitFor) {
        /** Keeps its own copies. */
        public Next {
            delete = List.copyOf(delete);
            waitFor = List.copyOf(waitFor);
        }

        /** Whether all Applications that belong to a step are gone; the others go with the set. */
        public boolean isDone() {
            return delete.isEmpty() && waitFor.isEmpty();
        }
    }

    /**
     * The next thing to do.
     *
     * @param live the Applications of the set that are there
     */
    public static Next next(JsonNode set, List<? extends JsonNode> live) {
        RolloutSteps steps = RolloutSteps.of(set, live);
        Set<String> beingDeleted = new TreeSet<>();
        live.stream()
                .filter(application -> Fields.has(application.path("metadata"), "deletionTimestamp"))
                .forEach(application -> beingDeleted.add(Fields.text(application.path("metadata"), "name")));
        for (int step = steps.count() - 1; step >= 0; step--) {
            List<String> delete = new ArrayList<>();
            List<String> waitFor = new ArrayList<>();
            for (String name : steps.members().get(step)) {
                boolean isOfThisStep =
                        steps.stepOf(name).filter(Integer.valueOf(step)::equals).isPresent();
                if (isOfThisStep) {
                    (beingDeleted.contains(name) ? waitFor : delete).add(name);
                }
            }
            if (!delete.isEmpty() || !waitFor.isEmpty()) {
                return new Next(delete, waitFor);
            }
        }
        return new Next(List.of(), List.of());
    }
}
