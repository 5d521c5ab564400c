package dev.capstan.application.compare;

import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What looking at an Application gives, for its status. */
public sealed interface Refreshed {
    /** One for each source; empty where they are not known. */
    List<String> revisions();

    /**
     * All was compared; that may have failed for single objects, and the status is unknown then.
     *
     * @param comparison status, and one line for each object
     * @param healths by object, as the lines name them; objects without a rule are not in it
     * @param health of the Application
     * @param sourceTypes what made the objects of each source
     * @param summary what the live objects have in common
     * @param deletionHooks which hooks of a deletion the sources have
     * @param notices what was read and not acted on, for people
     */
    record Compared(
            ApplicationComparison comparison,
            Map<ObjectKey, Health> healths,
            Health health,
            List<String> revisions,
            List<String> sourceTypes,
            LiveSummary summary,
            Set<DeletionHook> deletionHooks,
            List<String> notices)
            implements Refreshed {
        /** Copies the collections. */
        public Compared {
            healths = Map.copyOf(healths);
            revisions = List.copyOf(revisions);
            sourceTypes = List.copyOf(sourceTypes);
            deletionHooks = Set.copyOf(deletionHooks);
            notices = List.copyOf(notices);
        }
    }

    /**
     * Nothing could be compared: the sync status is unknown, and all else in the status stays as it was. A condition says why.
     *
     * @param revisions those that could not be compared, as far as they are known
     * @param health of what is live, when that is known; else it is unknown
     */
    record Failed(List<String> revisions, Optional<Health> health) implements Refreshed {
        /** Copies the list. */
        public Failed {
            revisions = List.copyOf(revisions);
        }
    }
}
