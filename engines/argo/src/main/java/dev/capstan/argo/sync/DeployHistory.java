package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code status.history}: what was deployed, oldest first. Pure.
 *
 * @param entries oldest first
 */
public record DeployHistory(List<Entry> entries) {

    /** Entries that are kept when {@code revisionHistoryLimit} is not set. */
    public static final int DEFAULT_LIMIT = 10;

    public DeployHistory {
        entries = List.copyOf(entries);
    }

    /**
     * A deployment.
     *
     * @param revisions one for each source
     * @param sources as they were
     * @param initiatedBy {@code operation.initiatedBy}
     */
    public record Entry(
            long id,
            List<String> revisions,
            List<JsonNode> sources,
            Instant deployStartedAt,
            Instant deployedAt,
            JsonNode initiatedBy) {
        public Entry {
            revisions = List.copyOf(revisions);
            sources = List.copyOf(sources);
        }
    }

    /** Whether an operation gets an entry: only when it succeeded, was complete and no dry run. */
    public static boolean keeps(SyncSettings settings, OperationPhase phase) {
        return phase == OperationPhase.SUCCEEDED
                && !settings.isDryRun()
                && settings.selection().isEmpty();
    }

    /** The number of the next entry. */
    public long nextId() {
        return entries.isEmpty() ? 0 : entries.getLast().id() + 1;
    }

    /**
     * The history with one more entry.
     *
     * @param limit how many entries are kept; none with 0
     */
    public DeployHistory with(Entry entry, int limit) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new DeployHistory(more.subList(Math.max(0, more.size() - Math.max(0, limit)), more.size()));
    }

    /** What became of a request to go back. */
    public sealed interface Rollback {

        /** Synchronise what that entry holds. */
        record To(Entry entry) implements Rollback {}

        /** It is not possible. */
        record Refused(String message) implements Rollback {}
    }

    /**
     * Goes back to an entry.
     *
     * @param isAutomated whether the application synchronises itself, which would undo it at once
     */
    public Rollback rollback(long id, boolean isAutomated) {
        if (isAutomated) {
            return new Rollback.Refused("rollback cannot be initiated when auto-sync is enabled");
        }
        Optional<Entry> found =
                entries.stream().filter(entry -> entry.id() == id).findFirst();
        return found.isPresent()
                ? new Rollback.To(found.get())
                : new Rollback.Refused("application does not have deployment id " + id + " in history");
    }
}
