package dev.capstan.kustomization.status;

import static dev.capstan.api.meta.Condition.HEALTHY;
import static dev.capstan.api.meta.Condition.READY;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The events that the result of one run is worth. */
final class KustomizationEvents {

    private final KnownKustomization subject;
    private final Timing timing;
    private final Duration dependencyInterval;
    private final Duration took;

    KustomizationEvents(KnownKustomization subject, Timing timing, Duration dependencyInterval, Duration took) {
        this.subject = subject;
        this.timing = timing;
        this.dependencyInterval = dependencyInterval;
        this.took = took;
    }

    /** The events, in order. */
    List<KustomizationEvent> on(RunResult result) {
        var all = new ArrayList<KustomizationEvent>();
        switch (result) {
            case RunResult.Refused(var reason, var message, var revision) ->
                all.add(announce(Severity.ERROR, reason, message, revision));
            case RunResult.SourceNotReady _ -> {}
            case RunResult.DependencyNotReady(var message, var revision) -> {
                // Woken up by every change of every dependency: only what is new is an event.
                if (isNew(Reason.DEPENDENCY_NOT_READY, message)) {
                    all.add(announce(
                            Severity.INFO,
                            Reason.DEPENDENCY_NOT_READY,
                            "Dependencies do not meet ready condition: %s; retrying on its next change, at the latest in %s"
                                    .formatted(message, GoDuration.format(dependencyInterval)),
                            Optional.of(revision)));
                }
            }
            case RunResult.Failed failed -> {
                failed.changes().ifPresent(changes -> addChanges(all, changes, failed.revision()));
                all.add(announce(Severity.ERROR, failed.reason(), failed.message(), Optional.of(failed.revision())));
            }
            case RunResult.AwaitingHealth(var revision, var changes, var _, var _, var _, var _) ->
                addChanges(all, changes, revision);
            case RunResult.Unhealthy(var revision, var _, var message) ->
                all.add(announce(Severity.ERROR, Reason.HEALTH_CHECK_FAILED, message, Optional.of(revision)));
            case RunResult.Succeeded(var revision, var changes, var healthTook, var _) -> {
                if (healthTook.isEmpty()) {
                    // With a health check the changes were events when it began.
                    addChanges(all, changes, revision);
                }
                addKept(all, changes, revision);
                addHealthPassed(all, revision, changes, healthTook);
                all.add(finished(revision));
            }
            case RunResult.SameInputs(var revision, var _) -> all.add(finished(revision));
        }
        return all;
    }

    /** What happens before the run ends is reported while Ready still says Progressing: alert rules go by that reason. */
    private void addChanges(List<KustomizationEvent> all, ClusterChanges changes, SourceRevision revision) {
        String handed = changes.handOver().handed().stream()
                .map(HandOver.Handed::toString)
                .collect(Collectors.joining("\n"));
        for (String log : List.of(changes.changeLog(), changes.pruneLog(), handed)) {
            if (!log.isEmpty()) {
                all.add(announce(Severity.INFO, Reason.PROGRESSING, log, Optional.of(revision)));
            }
        }
        if (!changes.notices().isEmpty() && changes.hasChanges()) {
            all.add(announce(
                    Severity.INFO, Reason.PROGRESSING, String.join("\n", changes.notices()), Optional.of(revision)));
        }
    }

    /** What pruning was not allowed to delete is an event once, and stands in the condition from then on. */
    private void addKept(List<KustomizationEvent> all, ClusterChanges changes, SourceRevision revision) {
        String before = Conditions.of(subject.status().conditions())
                .get(READY)
                .map(Condition::message)
                .orElse("");
        List<String> news =
                changes.kept().stream().filter(kept -> !before.contains(kept)).toList();
        if (!news.isEmpty()) {
            all.add(announce(
                    Severity.INFO,
                    Reason.PROGRESSING,
                    "Not deleted although it left the set:\n" + String.join("\n", news),
                    Optional.of(revision)));
        }
    }

    private void addHealthPassed(
            List<KustomizationEvent> all,
            SourceRevision revision,
            ClusterChanges changes,
            Optional<Duration> healthTook) {
        boolean isNewRevision = !revision.name().equals(subject.status().lastAppliedRevision());
        boolean wasHealthy = Conditions.of(subject.status().conditions()).isTrue(HEALTHY);
        if (healthTook.isPresent() && (!wasHealthy || (isNewRevision && changes.hasChanges()))) {
            all.add(announce(
                    Severity.INFO,
                    Reason.PROGRESSING,
                    "Health check passed in "
                            + GoDuration.format(healthTook.get().truncatedTo(ChronoUnit.MILLIS)),
                    Optional.of(revision)));
        }
    }

    private KustomizationEvent finished(SourceRevision revision) {
        var metadata = new HashMap<>(metadata(Optional.of(revision)));
        metadata.put(EventMetadata.COMMIT_STATUS, EventMetadata.COMMIT_STATUS_UPDATE);
        String message = "Reconciliation finished in %s, next run in %s"
                .formatted(GoDuration.format(took), GoDuration.format(timing.interval()));
        return new KustomizationEvent(Severity.INFO, Reason.RECONCILIATION_SUCCEEDED, message, metadata);
    }

    private boolean isNew(Reason reason, String message) {
        return Conditions.of(subject.status().conditions())
                .get(READY)
                .filter(ready ->
                        ready.reason().equals(reason.text()) && ready.message().equals(message))
                .isEmpty();
    }

    private static KustomizationEvent announce(
            Severity severity, Reason reason, String message, Optional<SourceRevision> revision) {
        return new KustomizationEvent(severity, reason, message, metadata(revision));
    }

    private static Map<String, String> metadata(Optional<SourceRevision> revision) {
        var metadata = new HashMap<String, String>();
        revision.ifPresent(known -> {
            metadata.put(EventMetadata.REVISION, known.name());
            known.origin().ifPresent(origin -> metadata.put(EventMetadata.ORIGIN_REVISION, origin));
        });
        return metadata;
    }
}
