package dev.capstan.source.kube;

import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.source.gitrepository.kube.GitRepositoryReconciler;

/** Wakes up a GitRepository when somebody asks for it over the bus, for example a Receiver. */
final class ReconcileRequests implements BusConsumer<ReconcileRequested> {
    private final GitRepositoryReconciler reconciler;

    ReconcileRequests(GitRepositoryReconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public String name() {
        return "source-gitrepository-requests";
    }

    @Override
    public Class<ReconcileRequested> type() {
        return ReconcileRequested.class;
    }

    @Override
    public void accept(ReconcileRequested message) {
        var about = message.about();
        if (ToolkitKind.GIT_REPOSITORY.is(about.group(), about.kind())) {
            reconciler.wake(about.key());
        }
    }
}
