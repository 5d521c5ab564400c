package dev.capstan.argo.set.status;

import java.time.Instant;
import java.util.Optional;

/**
 * One claim about a set.
 *
 * @param type what is claimed
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why, for programs
 * @param message why, for people
 * @param lastTransitionTime since when; empty where it is new
 */
public record SetCondition(
        Type type, String status, String reason, String message, Optional<Instant> lastTransitionTime) {

    private static final int LONGEST = 8_192;

    /** What can be claimed, in the order in which conditions stand. */
    public enum Type {
        /** Something went wrong. */
        ERROR_OCCURRED("ErrorOccurred"),
        /** The steps of a rollout make no sense. */
        INVALID_ROLLOUT_CONFIG("InvalidRolloutConfig"),
        /** The generators and templates could be evaluated. */
        PARAMETERS_GENERATED("ParametersGenerated"),
        /** The Applications are as the set says. */
        RESOURCES_UP_TO_DATE("ResourcesUpToDate"),
        /** A rollout takes place. */
        ROLLOUT_PROGRESSING("RolloutProgressing");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        /** As it stands in a status. */
        public String wireName() {
            return wireName;
        }

        /** The type that stands in a status; empty for those of others. */
        public static Optional<Type> named(String name) {
            for (Type type : values()) {
                if (type.wireName.equals(name)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** Cuts a message that is too long. */
    public SetCondition {
        if (message.length() > LONGEST) {
            message = message.substring(0, LONGEST - 1) + "…";
        }
    }

    /** A claim that holds, or not, from now on. */
    public static SetCondition of(Type type, boolean holds, String reason, String message) {
        return new SetCondition(type, holds ? "True" : "False", reason, message, Optional.empty());
    }

    /** Whether the claim holds. */
    public boolean holds() {
        return status.equals("True");
    }

    /** Whether both say the same, whatever their times are. */
    boolean saysTheSameAs(SetCondition other) {
        return type == other.type
                && status.equals(other.status)
                && reason.equals(other.reason)
                && message.equals(other.message);
    }

    SetCondition at(Instant time) {
        return new SetCondition(type, status, reason, message, Optional.of(time));
    }
}
