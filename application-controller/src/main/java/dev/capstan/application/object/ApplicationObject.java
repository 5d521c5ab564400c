package dev.capstan.application.object;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Whether it is being deleted. */
    public boolean isDeleting() {
        return deletedAt.isPresent();
    }

    /** Namespace of the destination; empty for none. */
    public String destinationNamespace() {
        return Objects.requireNonNullElse(spec.destination().namespace(), "");
    }

    /** The same with another operation in its status. */
    public ApplicationObject with(OperationState state) {
        Optional<ApplicationStatus> old = status;
        ApplicationStatus changed = new ApplicationStatus(
                old.map(ApplicationStatus::sync).orElse(null),
                old.map(ApplicationStatus::health).orElse(null),
                old.map(ApplicationStatus::resources).orElse(List.of()),
                old.map(ApplicationStatus::resourceHealthSource).orElse(null),
                old.map(ApplicationStatus::conditions).orElse(List.of()),
                old.map(ApplicationStatus::history).orElse(List.of()),
                state,
                old.map(ApplicationStatus::reconciledAt).orElse(null),
                old.map(ApplicationStatus::observedAt).orElse(null),
                old.map(ApplicationStatus::sourceType).orElse(null),
                old.map(ApplicationStatus::sourceTypes).orElse(List.of()),
                old.map(ApplicationStatus::summary).orElse(null),
                old.map(ApplicationStatus::controllerNamespace).orElse(null),
                old.map(ApplicationStatus::sourceHydrator).orElse(null));
        return new ApplicationObject(
                namespace, name, annotations, finalizers, deletedAt, spec, Optional.of(changed), operation);
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
