package dev.capstan.helm.release;

import dev.capstan.apply.ObjectId;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import java.util.List;
import java.util.Optional;

/** What an action has come to. */
public sealed interface ActionOutcome {

    /**
     * It came to its end.
     *
     * @param record the revision as it is stored now, or was stored last when its records are gone
     * @param notices what people should know although nothing failed, for example objects that were kept
     * @param stored what is stored now, so that nobody need ask; empty when only the storage knows
     */
    record Done(ReleaseRecord record, List<String> notices, Optional<ReleaseHistory> stored) implements ActionOutcome {
        public Done {
            notices = List.copyOf(notices);
        }

        /** One after which the storage is to be asked. */
        public Done(ReleaseRecord record, List<String> notices) {
            this(record, notices, Optional.empty());
        }
    }

    /**
     * The definitions of a chart are established, so that it can be rendered.
     *
     * @param definitions those that are there now
     */
    record Prepared(List<ObjectId> definitions) implements ActionOutcome {
        public Prepared {
            definitions = List.copyOf(definitions);
        }
    }

    /** It waits for the cluster and needs no thread until then. */
    record Waiting(RunningAction action) implements ActionOutcome {}

    /**
     * It failed.
     *
     * @param failure why
     * @param record the revision as it is stored now; empty when the action has changed no record
     * @param log the last of what was done, one entry for each step, and what else people should know; masked
     */
    record Failed(ActionFailure failure, Optional<ReleaseRecord> record, List<String> log) implements ActionOutcome {
        public Failed {
            log = List.copyOf(log);
        }

        /** It failed before anything was done. */
        public Failed(ActionFailure failure, Optional<ReleaseRecord> record) {
            this(failure, record, List.of());
        }
    }

    /** Another tool is at work on the release; nothing was changed. */
    record Held(ReleaseState.Held state) implements ActionOutcome {}
}
