package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.STALLED;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which events are new: what is repeated at every try is recorded once. */
final class KnownMessages {

    private final KnownHelmRelease release;

    KnownMessages(KnownHelmRelease release) {
        this.release = release;
    }

    /** An event, unless the condition of readiness says it already. */
    List<ReleaseEvent> ifNew(Severity severity, Reason reason, String message) {
        return isSaid(READY, reason, message)
                ? List.of()
                : List.of(new ReleaseEvent(severity, reason, message, revision()));
    }

    /** An event, unless the HelmRelease is stalled for that already. */
    List<ReleaseEvent> ifNewStall(Reason reason, String message) {
        return isSaid(STALLED, reason, message)
                ? List.of()
                : List.of(new ReleaseEvent(Severity.ERROR, reason, message, revision()));
    }

    private boolean isSaid(String type, Reason reason, String message) {
        return Conditions.of(release.status().conditions())
                .get(type)
                .filter(known ->
                        known.reason().equals(reason.text()) && known.message().equals(message))
                .isPresent();
    }

    /** Those of a run that failed so, without the failures that are known. */
    List<ReleaseEvent> newest(List<ReleaseEvent> events, String message) {
        return events.stream()
                .filter(event -> event.severity() != Severity.ERROR
                        || !isSaid(READY, event.reason(), event.message())
                                && !Objects.equals(
                                        message,
                                        ReportedStatus.readyMessage(new HelmReleaseStatusEdit(release.status()))))
                .toList();
    }

    private Map<String, String> revision() {
        return Optional.ofNullable(release.status().lastAttemptedRevision())
                .map(version -> Map.of(EventMetadata.REVISION, version))
                .orElse(Map.of());
    }
}
