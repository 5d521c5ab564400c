package dev.capstan.kustomization.status;

import static dev.capstan.api.meta.Condition.HEALTHY;
import static dev.capstan.api.meta.Condition.READY;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.kustomization.run.Attempt;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.run.Written;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people are told about the result of one run. Contract: kustomize.md §7. */
final class Announcements {

    private final KnownKustomization subject;
    private final Timing timing;
    private final Duration dependencyInterval;
    private final Duration took;

    Announcements(KnownKustomization subject, Timing timing, Duration dependencyInterval, Duration took) {
        this.subject = subject;
        this.timing = timing;
        this.dependencyInterval = dependencyInterval;
        this.took = took;
    }

    /** The events, in order. */
    List<Announcement> on(RunResult result) {
        var all = new ArrayList<Announcement>();
        switch (result) {
            case RunResult.Refused(var reason, var message, var attempt) ->
                all.add(announce(Severity.ERROR, reason, message, attempt));
            case RunResult.SourceNotReady _ -> {}
            case RunResult.DependencyNotReady(var message, var attempt) -> {
                // Woken up by every change of every dependency: only what is new is told.
                if (isNew(Reason.DEPENDENCY_NOT_READY, message)) {
                    all.add(announce(
                            Severity.INFO,
                            Reason.DEPENDENCY_NOT_READY,
                            "Dependencies do not meet ready condition: %s; retrying on its next change, at the latest in %s"
                                    .formatted(message, GoDuration.format(dependencyInterval)),
                            Optional.of(attempt)));
                }
            }
            case RunResult.Failed failed -> {
                failed.written().ifPresent(written -> addChanges(all, written, failed.attempt(), failed.reason()));
                all.add(announce(Severity.ERROR, failed.reason(), failed.message(), Optional.of(failed.attempt())));
            }
            case RunResult.AwaitingHealth(var attempt, var written, var _) ->
                addChanges(all, written, attempt, Reason.PROGRESSING);
            case RunResult.Unhealthy(var attempt, var _, var message) ->
                all.add(announce(Severity.ERROR, Reason.HEALTH_CHECK_FAILED, message, Optional.of(attempt)));
            case RunResult.Succeeded(var attempt, var written, var healthTook) -> {
                if (healthTook.isEmpty()) {
                    // With a health check the changes were told when it began.
                    addChanges(all, written, attempt, Reason.RECONCILIATION_SUCCEEDED);
                }
                addHealthPassed(all, attempt, written, healthTook);
                all.add(finished(attempt));
            }
            case RunResult.SameInputs(var attempt, var _) -> all.add(finished(attempt));
        }
        return all;
    }

    private void addChanges(List<Announcement> all, Written written, Attempt attempt, Reason reason) {
        for (String log : List.of(written.changeLog(), written.pruneLog())) {
            if (!log.isEmpty()) {
                all.add(announce(Severity.INFO, reason, log, Optional.of(attempt)));
            }
        }
        if (!written.notices().isEmpty() && written.hasChanges()) {
            all.add(announce(Severity.INFO, reason, String.join("\n", written.notices()), Optional.of(attempt)));
        }
    }

    private void addHealthPassed(
            List<Announcement> all, Attempt attempt, Written written, Optional<Duration> healthTook) {
        boolean isNewRevision = !attempt.revision().equals(subject.status().lastAppliedRevision());
        boolean wasHealthy = Conditions.of(subject.status().conditions()).isTrue(HEALTHY);
        if (healthTook.isPresent() && (!wasHealthy || (isNewRevision && written.hasChanges()))) {
            all.add(announce(
                    Severity.INFO,
                    Reason.RECONCILIATION_SUCCEEDED,
                    "Health check passed in "
                            + GoDuration.format(healthTook.get().truncatedTo(ChronoUnit.MILLIS)),
                    Optional.of(attempt)));
        }
    }

    private Announcement finished(Attempt attempt) {
        var metadata = new HashMap<>(metadata(Optional.of(attempt)));
        metadata.put(EventMetadata.COMMIT_STATUS, EventMetadata.COMMIT_STATUS_UPDATE);
        String message = "Reconciliation finished in %s, next run in %s"
                .formatted(GoDuration.format(took), GoDuration.format(timing.interval()));
        return new Announcement(Severity.INFO, Reason.RECONCILIATION_SUCCEEDED, message, metadata);
    }

    private boolean isNew(Reason reason, String message) {
        return Conditions.of(subject.status().conditions())
                .get(READY)
                .filter(ready ->
                        ready.reason().equals(reason.text()) && ready.message().equals(message))
                .isEmpty();
    }

    private static Announcement announce(Severity severity, Reason reason, String message, Optional<Attempt> attempt) {
        return new Announcement(severity, reason, message, metadata(attempt));
    }

    private static Map<String, String> metadata(Optional<Attempt> attempt) {
        var metadata = new HashMap<String, String>();
        attempt.ifPresent(known -> {
            metadata.put(EventMetadata.REVISION, known.revision());
            known.originRevision().ifPresent(origin -> metadata.put(EventMetadata.ORIGIN_REVISION, origin));
        });
        return metadata;
    }
}
