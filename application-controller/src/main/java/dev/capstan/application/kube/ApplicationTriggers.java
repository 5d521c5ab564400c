package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationState;
import dev.capstan.application.refresh.RefreshDecision;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.runtime.reconcile.TriggerPolicy;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which changes of an Application make it be looked at. Its generation says nothing, since the status is a field of it and raises it, too: what
 * we write ourselves must start nothing.
 */
final class ApplicationTriggers implements TriggerPolicy<Application> {
    private static final String SKIP = "argocd.argoproj.io/skip-reconcile";
    private static final String OF_ARGO = "argocd.argoproj.io/";
    private static final String OURS = "capstan.dev/";

    @Override
    public boolean triggers(Application changed, Application before) {
        return !Objects.equals(changed.getSpec(), before.getSpec())
                || isAsked(changed, before)
                || isEnded(changed) && !isEnded(before)
                || !settings(changed).equals(settings(before))
                || changed.undecodable().isPresent() != before.undecodable().isPresent();
    }

    /** Whether somebody wants that nothing is done for an Application for now. */
    static boolean isSkipped(Application application) {
        return application.annotation(SKIP).equals(Optional.of("true"));
    }

    /** An operation that was taken up was set by us, or is in work. */
    private static boolean isAsked(Application changed, Application before) {
        Operation operation = changed.getOperation();
        return operation != null
                && !operation.equals(before.getOperation())
                && !running(changed).equals(Optional.of(operation));
    }

    private static Optional<Operation> running(Application application) {
        return state(application)
                .filter(state -> OperationPhase.parse(state.phase())
                        .filter(phase -> !phase.isCompleted())
                        .isPresent())
                .map(OperationState::operation);
    }

    private static boolean isEnded(Application application) {
        return state(application)
                .filter(state -> OperationPhase.TERMINATING.toString().equals(state.phase()))
                .isPresent();
    }

    private static Optional<OperationState> state(Application application) {
        return Optional.ofNullable(application.getStatus()).map(ApplicationStatus::operationState);
    }

    /** Annotations that say how an Application is treated; what asks for a refresh is looked at elsewhere. */
    private static Map<String, String> settings(Application application) {
        Map<String, String> settings = new TreeMap<>(application.annotations());
        settings.keySet()
                .removeIf(name -> name.equals(RefreshDecision.REFRESH)
                        || RefreshDecision.COMPANIONS.contains(name)
                        || !name.startsWith(OF_ARGO) && !name.startsWith(OURS));
        return settings;
    }
}
