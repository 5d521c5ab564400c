package dev.capstan.api.sealedsecret;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One claim about a SealedSecret. It has no reason, and another time than the conditions of the toolkit.
 *
 * @param type what is claimed; {@code Synced}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastUpdateTime when the claim was last written; RFC 3339, to the second, UTC
 * @param lastTransitionTime when its status last changed; RFC 3339, to the second, UTC
 * @param reason not written
 * @param message what is wrong; absent when nothing is
 */
@WireRecord
public record SealedSecretCondition(
        @Required String type,

        @Required @OneOf({"True", "False", "Unknown"}) String status,

        @Nullable @Format("date-time") String lastUpdateTime,
        @Nullable @Format("date-time") String lastTransitionTime,
        @Nullable String reason,
        @Nullable String message) {

    /** The Secret is as the SealedSecret says. */
    public static final String SYNCED = "Synced";

    /** Cuts a message that is too long. */
    public SealedSecretCondition {
        if (message != null && message.length() > Condition.MESSAGE_LIMIT) {
            message = message.substring(0, Condition.MESSAGE_LIMIT - 1) + "…";
        }
    }

    /** The Secret is as the SealedSecret says. */
    static SealedSecretCondition synced(Instant now) {
        return of("True", null, now);
    }

    /** It is not. */
    static SealedSecretCondition notSynced(String message, Instant now) {
        return of("False", message, now);
    }

    private static SealedSecretCondition of(String status, @Nullable String message, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new SealedSecretCondition(SYNCED, status, time, time, null, message);
    }

    /** The same with the time since when its status holds. */
    SealedSecretCondition since(@Nullable String transition) {
        return new SealedSecretCondition(type, status, lastUpdateTime, transition, reason, message);
    }

    /** Whether the claim holds. */
    public boolean holds() {
        return "True".equals(status);
    }
}
