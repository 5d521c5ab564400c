package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.application.deletion.Finalizers;
import dev.capstan.application.refresh.RefreshDecision;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.runtime.object.StatusPlace;
import dev.capstan.runtime.reconcile.FinalizerPolicy;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.RequestPolicy;
import java.util.Map;
import java.util.Optional;

/** How Applications are asked, kept and written (ADR 0406). */
final class ApplicationConventions {
    private ApplicationConventions() {}

    static KindConventions<Application, ApplicationStatus> create() {
        return KindConventions.plain(Application.class, StatusEdit.INITIAL, new ArgoStatusConventions())
                .withFinalizers(new FinalizerPolicy.GivenByUsers(Finalizers::isOurs))
                .withRequests(new RequestPolicy.TakenOff(RefreshDecision.REFRESH, RefreshDecision.COMPANIONS))
                .withTriggers(new ApplicationTriggers())
                .withStatusPlace(StatusPlace.FIELD)
                .withTurn(ApplicationConventions::queue);
    }

    /**
     * All Applications are in one namespace; projects take turns instead. Within a project those that somebody waits for take turns with the
     * rest: a push to a repository makes all look that are kept there, and most find nothing.
     */
    private static String queue(Application application) {
        String project = AppProject.named(Optional.ofNullable(application.getSpec())
                .map(ApplicationSpec::project)
                .orElse(null));
        String queue = application.key().namespace() + "/" + project;
        return isAwaited(application) ? queue + "/awaited" : queue;
    }

    private static boolean isAwaited(Application application) {
        Map<String, String> annotations = application.getMetadata().getAnnotations();
        return application.getOperation() != null
                || (annotations != null && annotations.containsKey(RefreshDecision.REFRESH))
                || Optional.ofNullable(application.getStatus())
                        .map(ApplicationStatus::operationState)
                        .map(OperationState::phase)
                        .flatMap(OperationPhase::parse)
                        .filter(phase -> !phase.isCompleted())
                        .isPresent();
    }
}
