package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.DRIFTED;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.drift.DriftedObject;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What looking for drift means for the condition {@code Drifted}, and what people should know of it. */
final class DriftStatus {

    private final KnownHelmRelease release;
    private final DriftFinding drift;
    private final Instant now;

    /** @param now the moment that the condition gets */
    DriftStatus(KnownHelmRelease release, DriftFinding drift, Instant now) {
        this.release = release;
        this.drift = drift;
        this.now = now;
    }

    /** Sets the condition; clears it where nobody looks for drift. */
    HelmReleaseStatusEdit onto(HelmReleaseStatusEdit edit) {
        return switch (drift) {
            case DriftFinding.NotAsked() -> edit.clear(DRIFTED);
            case DriftFinding.Clean() -> edit.set(notDrifted());
            case DriftFinding.Found(var objects, var correction) ->
                correction
                                .filter(DriftFinding.Correction.Corrected.class::isInstance)
                                .isPresent()
                        ? edit.set(notDrifted())
                        : edit.set(Condition.isTrue(
                                DRIFTED,
                                Reason.DRIFT_DETECTED,
                                message(edit.history(), objects),
                                release.generation(),
                                now));
            case DriftFinding.Unknown(var why) ->
                edit.set(Condition.isUnknown(
                        DRIFTED,
                        Reason.STATE_ERROR,
                        "unable to determine cluster state: " + why,
                        release.generation(),
                        now));
        };
    }

    private Condition notDrifted() {
        return Condition.isFalse(
                DRIFTED,
                Reason.NO_DRIFT_DETECTED,
                "No drift detected against the cluster state",
                release.generation(),
                now);
    }

    /** The drift, unless the condition says it already, and what became of correcting it. */
    List<ReleaseEvent> events(ReleaseProgress.Subject subject, List<ReleaseSnapshot> history) {
        if (!(drift instanceof DriftFinding.Found(var objects, var correction))) {
            return List.of();
        }
        String message = message(history, objects);
        String token = subject.attempt().configDigest();
        Map<String, String> metadata = SnapshotHistory.latest(history)
                .map(latest -> ReleaseEventMetadata.of(latest, token))
                .orElseGet(
                        () -> Map.of(EventMetadata.REVISION, subject.attempt().chartVersion()));
        var events = new ArrayList<ReleaseEvent>();
        boolean isRepeated = isSaid(message);
        if (isRepeated && drift.isOpen()) {
            return List.of();
        }
        if (correction.isPresent() || !isRepeated) {
            events.add(new ReleaseEvent(Severity.ERROR, Reason.DRIFT_DETECTED, message, metadata));
        }
        correction.ifPresent(done -> events.add(
                switch (done) {
                    case DriftFinding.Correction.Corrected() ->
                        new ReleaseEvent(
                                Severity.INFO,
                                Reason.DRIFT_CORRECTED,
                                "Cluster state of release %s has been corrected".formatted(nameOf(history)),
                                metadata);
                    case DriftFinding.Correction.NotCorrected(var why) ->
                        new ReleaseEvent(
                                Severity.ERROR,
                                Reason.DRIFT_CORRECTION_FAILED,
                                "Failed to correct cluster state of release %s: %s".formatted(nameOf(history), why),
                                metadata);
                }));
        return events;
    }

    private boolean isSaid(String message) {
        return Conditions.of(release.status().conditions())
                .get(DRIFTED)
                .filter(known -> known.message().equals(message))
                .isPresent();
    }

    private String message(List<ReleaseSnapshot> history, List<DriftedObject> objects) {
        return "Cluster state of release %s has drifted from the desired state:\n%s"
                .formatted(
                        nameOf(history),
                        objects.stream().map(DriftedObject::toString).collect(Collectors.joining("\n")));
    }

    private String nameOf(List<ReleaseSnapshot> history) {
        return SnapshotHistory.latest(history)
                .map(latest -> "%s/%s.v%d".formatted(latest.namespace(), latest.name(), latest.version()))
                .orElse(release.names().toString());
    }
}
