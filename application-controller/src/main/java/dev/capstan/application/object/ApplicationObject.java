package dev.capstan.application.object;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Application as a watch showed it. Immutable.
 *
 * @param deletedAt since when it is being deleted
 * @param status empty before the first comparison
 * @param operation the sync that is asked for, or runs
 */
public record ApplicationObject(
        String namespace,
        String name,
        Map<String, String> annotations,
        List<String> finalizers,
        Optional<Instant> deletedAt,
        ApplicationSpec spec,
        Optional<ApplicationStatus> status,
        Optional<Operation> operation) {
    /** Copies the map and the list. */
    public ApplicationObject {
        annotations = Map.copyOf(annotations);
        finalizers = List.copyOf(finalizers);
    }

    /** An annotation; empty without it. */
    public String annotation(String key) {
        return annotations.getOrDefault(key, "");
    }

    /** Namespace and name, as messages name it. */
    @Override
    public String toString() {
        return "Application " + namespace + "/" + name;
    }
}
