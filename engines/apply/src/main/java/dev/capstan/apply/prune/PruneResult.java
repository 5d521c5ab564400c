package dev.capstan.apply.prune;

import dev.capstan.apply.Change;

/** What became of one object. */
sealed interface PruneResult {

    /** It was deleted, or left alone for good: it need not stay recorded. */
    record Finished(Change change) implements PruneResult {}

    /** It was not there any more, or its kind is not: nothing to report. */
    record NotThere() implements PruneResult {}

    /** Its deletion was accepted now, and waits for finalizers. */
    record Accepted(Change change, PruneOutcome.Blocked blocked) implements PruneResult {}

    /** Its deletion was accepted at an earlier run, and still waits for finalizers: nothing new to report. */
    record StillTerminating(PruneOutcome.Blocked blocked) implements PruneResult {}

    /** It could be deleted, but something is in the way that somebody has to allow. */
    record Kept(Change change, PruneOutcome.Blocked blocked) implements PruneResult {}

    /** It could not be deleted. */
    record Refused(PruneOutcome.Blocked blocked) implements PruneResult {}

    /** The cluster cannot be asked, for this object or any other. */
    record Unavailable(String why) implements PruneResult {}
}
