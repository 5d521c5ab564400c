package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.set.kube.ApplicationsInView;
import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.stream.Stream;

/** The Applications that the reconciler of their kind watches, for sets. */
record WatchedApplications(KindReconciler<Application, ApplicationStatus> reconciler) implements ApplicationsInView {
    @Override
    public boolean areKnown() {
        return reconciler.isWatching();
    }

    @Override
    public Stream<Application> all() {
        return reconciler.all();
    }
}
