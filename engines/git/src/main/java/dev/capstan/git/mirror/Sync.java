package dev.capstan.git.mirror;

import dev.capstan.git.Revision;

/** What a look at the remote gave. */
public sealed interface Sync {

    /** The remote still has the revision that the caller knows; nothing was fetched. */
    record Unchanged(Revision revision) implements Sync {}

    /** The wanted commit is in the mirror. The receiver closes the snapshot. */
    record Ready(Snapshot snapshot) implements Sync {}
}
