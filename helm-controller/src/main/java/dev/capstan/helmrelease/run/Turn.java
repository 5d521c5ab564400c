package dev.capstan.helmrelease.run;

import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.util.List;

/** What a step led to. */
sealed interface Turn {

    /** The next step follows; what is stored by then. */
    record GoesOn(ReleaseProgress progress, ReleaseHistory stored) implements Turn {
        @Override
        public Turn logging(List<String> log, int from) {
            return new GoesOn(progress.logging(log, from), stored);
        }
    }

    /** The run ends, or stops for the time being. */
    record Ends(ReleaseRunResult result) implements Turn {
        @Override
        public Turn logging(List<String> log, int from) {
            return result instanceof ReleaseRunResult.Broken(var progress, var subject, var message)
                    ? new Ends(new ReleaseRunResult.Broken(progress.logging(log, from), subject, message))
                    : this;
        }
    }

    /** The event of the step, if there is one after those that there were before, shows what was done. */
    Turn logging(List<String> log, int from);
}
