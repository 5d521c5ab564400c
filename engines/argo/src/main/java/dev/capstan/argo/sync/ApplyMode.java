package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.ObjectKey;

/**
 * How a manifest is brought to the cluster.
 *
 * @param force whether the object may be deleted and made anew
 * @param validate whether the API server checks the manifest against the schema
 * @param migratesOwnership whether fields that kubectl's client-side apply owns are taken over first
 */
public record ApplyMode(Way way, boolean force, boolean validate, boolean migratesOwnership) {

    /** The ways. */
    public enum Way {
        /** kubectl's apply, with the annotation of what was applied last. */
        CLIENT_SIDE_APPLY,
        /** Server-side apply as {@code argocd-controller}, conflicts taken. */
        SERVER_SIDE_APPLY,
        /** A replace of the object that is there. */
        REPLACE,
        /** An update under the live resource version: for kinds whose replacement would take everything in them along. */
        UPDATE,
        /** A create. */
        CREATE
    }

    /** How a task is carried out. */
    static ApplyMode of(SyncTask task, SyncSettings settings, boolean isDryRun) {
        SyncOptions target = task.target().map(SyncOptions::of).orElse(SyncOptions.none());
        SyncOptions live = task.live().map(SyncOptions::of).orElse(SyncOptions.none());
        SyncOptions operation = settings.options();
        boolean replaces = operation.isOn("Replace") || target.isOn("Replace") || live.isOn("Replace");
        boolean isServerSide = !isDryRun
                && !target.has("ServerSideApply", "false")
                && (operation.isOn("ServerSideApply") || target.isOn("ServerSideApply"));
        return new ApplyMode(
                way(task, replaces, isServerSide),
                settings.force() || target.isOn("Force") || live.isOn("Force"),
                !operation.has("Validate", "false") && !target.has("Validate", "false"),
                isServerSide && !replaces && !operation.has("ClientSideApplyMigration", "false"));
    }

    private static Way way(SyncTask task, boolean replaces, boolean isServerSide) {
        if (!replaces) {
            return isServerSide ? Way.SERVER_SIDE_APPLY : Way.CLIENT_SIDE_APPLY;
        }
        if (task.live().isEmpty()) {
            return Way.CREATE;
        }
        ObjectKey key = task.key();
        boolean isContainer =
                key.isKind("apiextensions.k8s.io", "CustomResourceDefinition") || key.isKind("", "Namespace");
        return isContainer ? Way.UPDATE : Way.REPLACE;
    }
}
