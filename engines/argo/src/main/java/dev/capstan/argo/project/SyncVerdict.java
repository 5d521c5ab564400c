package dev.capstan.argo.project;

import java.time.Instant;
import java.util.Optional;

/** Whether a sync may run at a time. */
public sealed interface SyncVerdict {
    /** What the operation of an Application says while it waits; Argo CD's words. */
    String MESSAGE = "Sync operation blocked by sync window";

    /**
     * It may.
     *
     * @param until when it may no more; empty when no end is in sight
     */
    record Allowed(Optional<Instant> until) implements SyncVerdict {}

    /**
     * It must wait.
     *
     * @param why which windows keep it, for people
     * @param until when it may; empty when that is not in sight
     */
    record Blocked(String why, Optional<Instant> until) implements SyncVerdict {}
}
