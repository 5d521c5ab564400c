package dev.capstan.application.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.deletion.Finalizers;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.run.PassOutcome;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.object.ObjectEdit.FinalizerEdit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a pass came to, as changes of the Application.
 *
 * @param isAsked whether somebody asked for the comparison
 */
record PassWrite(StatusEdit edit, PassOutcome outcome, boolean isAsked) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** A pass that came to its end: no fault of the controller kept it from it. */
    private static final Conditions NO_FAULT = new Conditions(Set.of(ConditionType.UNKNOWN_ERROR), List.of());

    ApplicationStatus apply(ApplicationStatus stored) {
        return edit.apply(
                stored, outcome.refreshed(), NO_FAULT.and(outcome.conditions()), outcome.operation(), isAsked);
    }

    ObjectEdit object() {
        ObjectEdit operation = operation();
        return outcome.refreshed()
                .filter(Refreshed.Compared.class::isInstance)
                .map(Refreshed.Compared.class::cast)
                .map(compared -> operation.with(finalizers(compared.deletionHooks())))
                .orElse(operation);
    }

    private ObjectEdit operation() {
        return switch (outcome.operation()) {
            case OperationChange.Started started
            when started.isByAutomation() ->
                ObjectEdit.withOperation(JSON.valueToTree(started.now().operation()));
            case OperationChange.Ended _ -> ObjectEdit.withoutOperation();
            case OperationChange.Started _, OperationChange.Progressed _, OperationChange.None _ -> ObjectEdit.NONE;
        };
    }

    /** Who has hooks that run at its deletion is kept until they have run, and nobody else is. */
    private static FinalizerEdit finalizers(Set<DeletionHook> hooks) {
        Set<String> wanted = new HashSet<>();
        Set<String> unwanted = new HashSet<>();
        for (DeletionHook type : DeletionHook.values()) {
            (hooks.contains(type) ? wanted : unwanted).addAll(Finalizers.of(type));
        }
        return new FinalizerEdit(wanted, unwanted);
    }
}
