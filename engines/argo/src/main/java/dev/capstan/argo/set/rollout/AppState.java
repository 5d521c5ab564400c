package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a live Application says about itself. */
record AppState(JsonNode application) {
    private static final Set<String> ERRORS = Set.of("InvalidSpecError", "UnknownError");
    private static final Set<String> COMPLETED = Set.of("Failed", "Error", "Succeeded");

    String name() {
        return Fields.text(application.path("metadata"), "name");
    }

    private JsonNode status() {
        return application.path("status");
    }

    boolean isSynced() {
        return Fields.text(status().path("sync"), "status").equals("Synced");
    }

    boolean isHealthy() {
        return Fields.text(status().path("health"), "status").equals("Healthy");
    }

    List<String> revisions() {
        List<String> several = Fields.texts(status().path("sync"), "revisions");
        String one = Fields.text(status().path("sync"), "revision");
        return !several.isEmpty() ? several : one.isEmpty() ? List.of() : List.of(one);
    }

    /** Whether it was compared after a time; also where it was never compared. */
    boolean isComparedSince(Optional<Instant> time) {
        Optional<Instant> compared = time(status(), "reconciledAt");
        return compared.isEmpty() || time.filter(compared.get()::isAfter).isPresent();
    }

    /**
     * Whether its last sync began after a time. Times are written to the second, and a sync may begin in the second in which it was asked for:
     * then it is told by who asked.
     */
    boolean isSyncedSince(Optional<Instant> time) {
        Optional<Instant> started = time(status().path("operationState"), "startedAt");
        return started.isPresent()
                && time.map(asked -> started.get().isAfter(asked)
                                || (isAskedByRollout() && !started.get().isBefore(asked)))
                        .orElse(true);
    }

    private boolean isAskedByRollout() {
        JsonNode operation = status().path("operationState").path("operation");
        return Fields.text(operation.path("initiatedBy"), "username").equals(RollingOperation.USER);
    }

    boolean hasSyncSucceeded() {
        return phase().equals("Succeeded");
    }

    boolean isSyncCompleted() {
        return COMPLETED.contains(phase());
    }

    private String phase() {
        return Fields.text(status().path("operationState"), "phase");
    }

    /** Whether it has an error that keeps it from being synced at all. */
    boolean hasError() {
        return Fields.elements(status(), "conditions").stream()
                .anyMatch(condition -> ERRORS.contains(Fields.text(condition, "type")));
    }

    private static Optional<Instant> time(JsonNode object, String field) {
        try {
            return Fields.text(object, field).isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(Fields.text(object, field)));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }
}
