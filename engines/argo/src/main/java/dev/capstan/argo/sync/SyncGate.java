package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.SyncOptions;
import java.util.List;
import java.util.Optional;

/** What keeps an operation from beginning although its manifests are there. Pure. */
public final class SyncGate {

    private SyncGate() {}

    /** A condition that says that the application is invalid or cannot be compared. */
    public record ErrorCondition(String type, String message) {}

    /**
     * How an operation ends before its first task.
     *
     * @param options of the operation
     * @param sharedResources the warnings about objects of other applications
     * @param errors conditions of the types {@code ComparisonError} and {@code InvalidSpecError}
     */
    public static Optional<Decision.End> check(
            SyncOptions options, List<String> sharedResources, List<ErrorCondition> errors) {
        if (options.isOn("FailOnSharedResource") && !sharedResources.isEmpty()) {
            return Optional.of(
                    new Decision.End(OperationPhase.FAILED, "Shared resource found: " + sharedResources.getFirst()));
        }
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = errors.stream()
                .map(error -> error.type() + ": " + error.message())
                .toList();
        return Optional.of(new Decision.End(OperationPhase.ERROR, String.join(";", texts)));
    }
}
