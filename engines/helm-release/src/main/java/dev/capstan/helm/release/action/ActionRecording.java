package dev.capstan.helm.release.action;

import dev.capstan.apply.record.ApplyRecord;
import java.util.function.Consumer;

/**
 * Where the complete records of actions go.
 *
 * @param actor the user that the API server sees
 * @param sink takes a record when an action has ended; returns at once
 */
public record ActionRecording(String actor, Consumer<ApplyRecord> sink) {

    /** Nowhere. */
    public static ActionRecording none() {
        return new ActionRecording("", record -> {});
    }
}
