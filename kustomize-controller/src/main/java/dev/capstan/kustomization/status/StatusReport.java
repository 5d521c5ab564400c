package dev.capstan.kustomization.status;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Requeue;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything that follows from a result.
 *
 * @param status from the stored status to the one that is true now; pure, so that it can be asked again
 * @param events events, in order
 * @param next when to look again
 */
public record StatusReport(UnaryOperator<KustomizationStatus> status, List<KustomizationEvent> events, Requeue next) {

    /** Copies the list. */
    public StatusReport {
        events = List.copyOf(events);
    }
}
