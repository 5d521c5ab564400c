package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.Propagation;

/** Something that the caller does in a cluster, and reports on. */
public sealed interface SyncAction {

    SyncTask task();

    /** Checks a manifest without changing anything. */
    record DryRun(SyncTask task, ApplyMode mode) implements SyncAction {}

    /** Applies a manifest. */
    record Apply(SyncTask task, ApplyMode mode) implements SyncAction {}

    /** Deletes an object that is in no source any more; one that is being deleted already is left alone. */
    record Prune(SyncTask task, Propagation propagation) implements SyncAction {}

    /** Deletes the object of a hook. */
    record DeleteHook(SyncTask task, Propagation propagation) implements SyncAction {}

    /** Takes {@code argocd.argoproj.io/hook-finalizer} off the object of a hook. */
    record ReleaseHook(SyncTask task) implements SyncAction {}
}
