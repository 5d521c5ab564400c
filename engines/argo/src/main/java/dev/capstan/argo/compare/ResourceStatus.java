package dev.capstan.argo.compare;

import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/**
 * One line of {@code status.resources}, apart from health.
 *
 * @param status empty for objects that do not count: hooks, skipped ones, copies of marks
 * @param isHook whether it is a hook of a sync or of a deletion
 * @param requiresPruning whether it is live but in no source any more
 * @param wave of the manifest
 * @param requiresDeletionConfirmation whether somebody must approve its deletion
 */
public record ResourceStatus(
        ObjectKey key,
        String version,
        Optional<SyncStatus> status,
        boolean isHook,
        boolean requiresPruning,
        long wave,
        boolean requiresDeletionConfirmation) {}
