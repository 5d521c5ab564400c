package dev.capstan.helm.release.action;

import dev.capstan.apply.Owner;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.apply.record.ApplyRecord.Entry;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one action does to the cluster, from its begin to its end: definitions, hooks, objects and deletions in the order of the work. */
final class ActionRecord {

    private final ActionRecording recording;
    private final Owner owner;
    private final Clock clock;
    private final Instant startedAt;
    private final List<Entry> entries = new ArrayList<>();
    private int requests;
    private boolean isPublished;

    ActionRecord(ActionRecording recording, Owner owner, Clock clock) {
        this.recording = recording;
        this.owner = owner;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** What the applier did for this action. */
    synchronized void add(ApplyRecord applied) {
        entries.addAll(applied.objects());
        requests += applied.requests();
    }

    /**
     * An action has ended, or was refused: what it did is handed on, once.
     *
     * @param sent how many requests the action has sent besides those of the applier
     */
    ActionOutcome ended(ActionOutcome outcome, int sent) {
        switch (outcome) {
            case ActionOutcome.Done(var record, var _, var _) -> publish(record.chartVersion(), "", sent);
            case ActionOutcome.Failed(var failure, var record, var _) ->
                publish(record.map(ReleaseRecord::chartVersion).orElse(""), failure.message(), sent);
            case ActionOutcome.Prepared _ -> publish("", "", sent);
            case ActionOutcome.Waiting _, ActionOutcome.Held _ -> {}
        }
        return outcome;
    }

    private synchronized void publish(String revision, String failure, int sent) {
        if (isPublished || (entries.isEmpty() && failure.isEmpty())) {
            return;
        }
        isPublished = true;
        recording
                .sink()
                .accept(new ApplyRecord(
                        owner,
                        revision,
                        recording.actor(),
                        startedAt,
                        Duration.between(startedAt, clock.instant()),
                        failure.isEmpty(),
                        failure,
                        requests + sent,
                        entries));
    }
}
