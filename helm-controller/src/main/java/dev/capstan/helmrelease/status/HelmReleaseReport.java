package dev.capstan.helmrelease.status;

import dev.capstan.api.helm.HelmReleaseStatus;
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
public record HelmReleaseReport(UnaryOperator<HelmReleaseStatus> status, List<ReleaseEvent> events, Requeue next) {

    /** Copies the list. */
    public HelmReleaseReport {
        events = List.copyOf(events);
    }
}
