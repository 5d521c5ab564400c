package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.status.ReadyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ends well unless a test says otherwise. */
final class ScriptedReconciler implements ObjectReconciler<GitRepository, GitRepositoryStatus> {
    final List<GitRepository> reconciled = new ArrayList<>();
    final List<Reconciliation> calls = new ArrayList<>();
    final List<ObjectKey> suspended = new ArrayList<>();
    final List<ObjectKey> forgotten = new ArrayList<>();
    final List<ObjectKey> notWritten = new ArrayList<>();
    final List<Cleanup> cleanups = new ArrayList<>();
    Consumer<GitRepository> during = seen -> {};
    Runnable duringCleanup = () -> {};
    boolean observesWhenSuspended = true;
    Optional<GitRepositoryStatus> staticStatus = Optional.empty();
    int cleanedUp;

    UnaryOperator<GitRepositoryStatus> statusOf(GitRepository object) {
        return new ReadyState.Ready(Reason.SUCCEEDED, "done").on(object, DispatcherScenario.NOW);
    }

    @Override
    public ReconcileResult<GitRepositoryStatus> reconcile(GitRepository object, Reconciliation reconciliation) {
        reconciled.add(object);
        calls.add(reconciliation);
        during.accept(object);
        return new ReconcileResult<>(statusOf(object), new Requeue.Interval(Duration.ofMinutes(1)));
    }

    @Override
    public boolean isSuspended(GitRepository object) {
        return object.getSpec().suspend();
    }

    @Override
    public Optional<GitRepositoryStatus> staticStatus(GitRepository object) {
        return staticStatus;
    }

    @Override
    public void suspend(GitRepository object) {
        suspended.add(object.key());
    }

    @Override
    public boolean observesGenerationWhenSuspended(GitRepositoryStatus status) {
        return observesWhenSuspended;
    }

    @Override
    public Cleanup cleanUp(GitRepository object, Reconciliation reconciliation) {
        cleanedUp++;
        duringCleanup.run();
        return cleanups.isEmpty() ? Cleanup.DONE : cleanups.removeFirst();
    }

    @Override
    public void statusNotWritten(ObjectKey key) {
        notWritten.add(key);
    }

    @Override
    public void forget(ObjectKey key) {
        forgotten.add(key);
    }
}
