package dev.capstan.argo.sync;

/**
 * One step of a sync.
 *
 * @param state to be given to the next step; its results belong into the status
 * @param decision what happens now
 */
public record Turn(SyncState state, Decision decision) {}
