package dev.capstan.kustomization.history;

import dev.capstan.api.kustomize.HistoryEntry;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of {@code status.history}. */
public final class History {

    /** How many entries are kept. */
    public static final int LENGTH = 5;

    private History() {}

    /**
     * One result.
     *
     * @param digest digest of the built objects
     * @param status reason of the result
     * @param took how long the run lasted
     * @param metadata revision and origin revision
     */
    public record Result(String digest, Reason status, Duration took, Map<String, String> metadata) {}

    /** The history with a result counted: an entry of the same digest and status moves to the front. */
    public static List<HistoryEntry> with(List<HistoryEntry> history, Result result, Instant now) {
        String moment = now.truncatedTo(ChronoUnit.SECONDS).toString();
        var entries = new ArrayList<>(history);
        var same = entries.stream().filter(entry -> isSame(entry, result)).findFirst();
        same.ifPresent(entries::remove);
        entries.addFirst(new HistoryEntry(
                result.digest(),
                same.map(HistoryEntry::firstReconciled).orElse(moment),
                moment,
                GoDuration.format(result.took().truncatedTo(ChronoUnit.MILLIS)),
                result.status().text(),
                same.map(HistoryEntry::totalReconciliations).orElse(0L) + 1,
                result.metadata()));
        return List.copyOf(entries.subList(0, Math.min(LENGTH, entries.size())));
    }

    private static boolean isSame(HistoryEntry entry, Result result) {
        return entry.digest().equals(result.digest())
                && entry.lastReconciledStatus().equals(result.status().text());
    }
}
