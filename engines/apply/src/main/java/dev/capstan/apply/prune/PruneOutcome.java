package dev.capstan.apply.prune;

import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.inventory.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pruning did.
 *
 * @param changes what happened to every object that was looked at
 * @param remaining what must stay recorded because it still exists and is ours: denied, failed or terminating
 * @param terminating accepted deletions that wait for finalizers; part of remaining
 * @param kept what the brake does not let go, with what is in the way; part of remaining
 * @param failures deletions that were refused or could not be tried; part of remaining
 * @param stop why nothing at all was deleted: it would have been more than the limit allows
 */
public record PruneOutcome(
        ChangeSet changes,
        Inventory remaining,
        List<Blocked> terminating,
        List<Blocked> kept,
        List<Blocked> failures,
        Optional<String> stop) {

    private static final int NAMED_AT_MOST = 10;

    public PruneOutcome {
        kept = List.copyOf(kept);
        terminating = List.copyOf(terminating);
        failures = List.copyOf(failures);
    }

    /** Nothing was deleted, because it would have been too much, or nobody could say how much may be. */
    public static PruneOutcome stopped(Inventory stale, String why) {
        return new PruneOutcome(ChangeSet.empty(), stale, List.of(), List.of(), List.of(), Optional.of(why));
    }

    /**
     * An object that is still there.
     *
     * @param id the object
     * @param why the refusal in words for people, or the finalizers; holds no secret values
     * @param isTransient whether trying again may help without anybody doing anything
     */
    public record Blocked(ObjectId id, String why, boolean isTransient) {
        @Override
        public String toString() {
            return id.display() + ": " + why;
        }
    }

    /** Whether every deletion was accepted that the brake let through; some may still wait for finalizers. */
    public boolean isSuccess() {
        return failures.isEmpty() && stop.isEmpty();
    }

    /** For a condition: which objects could not be deleted and why; what is the same for several is said once. */
    public String failureMessage() {
        Map<String, List<String>> byCause = failures.stream()
                .collect(Collectors.groupingBy(
                        failure -> withoutPeriod(failure.why()),
                        LinkedHashMap::new,
                        Collectors.mapping(failure -> failure.id().display(), Collectors.toList())));
        return Stream.concat(
                        stop.stream(),
                        byCause.entrySet().stream().map(cause -> named(cause.getValue()) + ": " + cause.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String named(List<String> objects) {
        String more = objects.size() > NAMED_AT_MOST ? " and " + (objects.size() - NAMED_AT_MOST) + " more" : "";
        return String.join(", ", objects.subList(0, Math.min(objects.size(), NAMED_AT_MOST))) + more;
    }

    private static String withoutPeriod(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
