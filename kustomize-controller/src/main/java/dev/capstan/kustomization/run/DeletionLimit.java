package dev.capstan.kustomization.run;

import dev.capstan.apply.prune.PruneLimit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much one run may delete: what the operator of the controller set, or an annotation of the Kustomization in its
 * place, until somebody acknowledges the deletion for a revision.
 */
public final class DeletionLimit {

    /** Annotation of a Kustomization: a limit of its own, in the form of {@link PruneLimit#parse}, or {@code off}. */
    public static final String LIMIT = "capstan.dev/prune-limit";

    /** Annotation of a Kustomization: the revision of which everything that left the set may be deleted. */
    public static final String ACKNOWLEDGED = "capstan.dev/prune-acknowledged";

    private DeletionLimit() {}

    /** What a text says. */
    public sealed interface Reading {

        /** A limit; empty when there is none. */
        record Usable(Optional<PruneLimit> limit) implements Reading {}

        /** No limit can be read from it. */
        record Unusable(String message) implements Reading {}
    }

    /** Reads a limit, or {@code off}. */
    public static Reading parse(String text) {
        if (text.strip().equalsIgnoreCase("off")) {
            return new Reading.Usable(Optional.empty());
        }
        return PruneLimit.parse(text)
                .<Reading>map(limit -> new Reading.Usable(Optional.of(limit)))
                .orElseGet(() ->
                        new Reading.Unusable("'%s' is not a limit: write %s, or off".formatted(text, PruneLimit.FORM)));
    }

    /**
     * The limit of a run.
     *
     * @param annotations of the Kustomization
     * @param revision what the run applies
     * @param usual what the operator set
     */
    static Reading of(Map<String, String> annotations, String revision, Optional<PruneLimit> usual) {
        if (revision.equals(annotations.get(ACKNOWLEDGED))) {
            return new Reading.Usable(Optional.empty());
        }
        String own = annotations.get(LIMIT);
        return switch (own == null ? new Reading.Usable(usual) : parse(own)) {
            case Reading.Usable usable -> usable;
            case Reading.Unusable(var message) -> new Reading.Unusable("annotation " + LIMIT + ": " + message);
        };
    }

    /** Whether a Kustomization may delete another amount now, by its annotations before and after a change. */
    public static boolean isChanged(Map<String, String> before, Map<String, String> after) {
        return Stream.of(LIMIT, ACKNOWLEDGED).anyMatch(key -> !Objects.equals(before.get(key), after.get(key)));
    }

    /** What a person has to write on a Kustomization so that the deletions of a revision are done. */
    static String acknowledgement(String revision) {
        return ACKNOWLEDGED + ": " + revision;
    }
}
