package dev.capstan.image.pullrequest;

import dev.capstan.api.meta.ObjectKey;
import java.util.Locale;

/** Counts what is done to pull requests. */
@FunctionalInterface
public interface ProposalMetrics {

    /** What may be done. */
    enum Action {
        OPENED,
        UPDATED,
        CLOSED,
        MERGED,
        FAILED;

        /** As the label of a metric has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It was done once, for this automation. */
    void count(ObjectKey automation, Action action);
}
