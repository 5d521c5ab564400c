package dev.capstan.application.set.kube;

import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.set.SetOutcome;
import dev.capstan.argo.set.status.SetCondition;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what was done for a set, and what goes wrong, once. */
record SetEvents(ReconcilerContext<ApplicationSet, ApplicationSetStatus> context) {
    private static final int MOST_NAMES = 10;

    void passed(ApplicationSet set, SetOutcome outcome) {
        did(set, Reason.RESOURCE_CREATED, "Created", outcome.done().created());
        did(set, Reason.RESOURCE_UPDATED, "Changed", outcome.done().changed());
        did(set, Reason.RESOURCE_DELETED, "Deleted", outcome.done().deleted());
        error(outcome.state().conditions())
                .filter(message -> !Optional.of(message)
                        .equals(error(SetStatusMapping.state(set.getStatus()).conditions())))
                .ifPresent(message -> context.recordEvent(set, Severity.ERROR, Reason.FAILED, message, Map.of()));
    }

    private static Optional<String> error(List<SetCondition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.type() == SetCondition.Type.ERROR_OCCURRED && condition.holds())
                .findFirst()
                .map(SetCondition::message);
    }

    private void did(ApplicationSet set, Reason reason, String verb, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - MOST_NAMES;
            String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
            context.recordEvent(
                    set,
                    Severity.INFO,
                    reason,
                    verb
                            + (names.size() == 1 ? " the Application " : " the Applications ")
                            + shown
                            + (more > 0 ? " and " + more + " more" : ""),
                    Map.of());
        }
    }
}
