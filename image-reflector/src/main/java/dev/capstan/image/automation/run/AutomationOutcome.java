package dev.capstan.image.automation.run;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.LeftAlone;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.image.automation.failure.AutomationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param failure why not everything was done; what was pushed before stays pushed
 * @param pushes what was pushed, in order
 * @param findings what the branch was found to be; empty when the run did not come so far, or found that nothing is new
 * @param notes what people should know although nothing failed, one sentence each
 * @param events what was done about pull requests
 */
public record AutomationOutcome(
        Optional<AutomationFailure> failure,
        List<Push> pushes,
        Optional<Findings> findings,
        List<String> notes,
        List<String> events) {
    /** Copies the lists. */
    public AutomationOutcome {
        pushes = List.copyOf(pushes);
        notes = List.copyOf(notes);
        events = List.copyOf(events);
    }

    /** Nothing was done. */
    static AutomationOutcome failed(AutomationFailure failure) {
        return new AutomationOutcome(Optional.of(failure), List.of(), Optional.empty(), List.of(), List.of());
    }

    /** Nothing is new. */
    static AutomationOutcome unchanged() {
        return new AutomationOutcome(Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());
    }

    /**
     * What a run found.
     *
     * @param policies the images that the branch has now, or that are left alone, by the names of their policies
     * @param revision what was checked out; that of the push where the branch is the same
     * @param leftAlone images that people took back
     * @param newlyLeftAlone those of them that earlier runs did not know
     * @param pullRequests as they are now
     * @param warnings files and markers that were left as they are
     */
    public record Findings(
            Map<String, ImageRef> policies,
            Optional<String> revision,
            List<LeftAlone> leftAlone,
            List<LeftAlone> newlyLeftAlone,
            List<PullRequestStatus> pullRequests,
            List<String> warnings) {
        /** Copies the lists. */
        public Findings {
            policies = Map.copyOf(policies);
            leftAlone = List.copyOf(leftAlone);
            newlyLeftAlone = List.copyOf(newlyLeftAlone);
            pullRequests = List.copyOf(pullRequests);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A commit that was pushed.
     *
     * @param commit 40 hexadecimal digits
     * @param branch that has it
     * @param refspecs that were pushed as well
     * @param message of the commit
     */
    public record Push(String commit, String branch, List<String> refspecs, String message) {
        private static final int SHORT = 7;

        /** Copies the list. */
        public Push {
            refspecs = List.copyOf(refspecs);
        }

        /** What was done, as events say it. */
        public String description() {
            String also = refspecs.isEmpty() ? "" : " and refspecs '" + String.join("', '", refspecs) + "'";
            return "pushed commit '" + commit.substring(0, Math.min(SHORT, commit.length())) + "' to branch '" + branch
                    + "'" + also + "\n" + message.stripTrailing();
        }
    }
}
