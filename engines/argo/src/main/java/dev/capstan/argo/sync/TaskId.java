package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;

/** A task of a sync: an object in a phase. A hook may have several. */
public record TaskId(ObjectKey key, SyncPhase phase) {}
