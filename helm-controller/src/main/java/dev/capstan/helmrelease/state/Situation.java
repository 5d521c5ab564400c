package dev.capstan.helmrelease.state;

import java.time.Instant;

/** How a release stands; every situation leads to one action. */
public sealed interface Situation {

    /** Another tool is at work on the release, which ends at this time at the latest. */
    record Held(String message, Instant until) implements Situation {}

    /** What is stored cannot be read, so nothing may be decided. */
    record Unreadable(String message) implements Situation {}

    /** An action was broken off, and what did it is gone. */
    record Locked(String reason) implements Situation {}

    /** An uninstall did not come to its end. */
    record HalfUninstalled(String reason) implements Situation {}

    /** There is no release. */
    record Absent(String reason) implements Situation {}

    /** There is a release that is not the one last seen: somebody else made or changed it. */
    record Unmanaged(String reason) implements Situation {}

    /** The release is the one last seen, and not what is wanted. */
    record OutOfSync(String reason) implements Situation {}

    /** The release is what is wanted, and its tests have not run. */
    record Untested() implements Situation {}

    /** The last action failed, or a test did. */
    record Failed(String reason) implements Situation {}

    /** The release was rolled back because somebody asked, and what it was rolled back from is still all that is wanted. */
    record RolledBack() implements Situation {}

    /** As {@link RolledBack}, but the rollback failed. */
    record RollbackFailed() implements Situation {}

    /** The release is what is wanted; whether its objects are, too, is a question of its own. */
    record InSync() implements Situation {}
}
