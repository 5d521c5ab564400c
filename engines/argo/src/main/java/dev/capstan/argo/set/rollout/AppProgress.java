package dev.capstan.argo.set.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How far one Application is in a rollout, as {@code status.applicationStatus[]} tells it.
 *
 * @param application its name
 * @param status how far it is
 * @param step the number of its step, from 1 on; -1 where it is in none
 * @param targetRevisions the revisions that it should get to
 * @param message text for people
 * @param lastTransitionTime when the status was last set; to the second
 */
public record AppProgress(
        String application,
        Status status,
        int step,
        List<String> targetRevisions,
        String message,
        Optional<Instant> lastTransitionTime) {

    /** How far an Application can be. */
    public enum Status {
        /** It has changes, and its turn has not come. */
        WAITING("Waiting"),
        /** Its sync has been asked for. */
        PENDING("Pending"),
        /** Its sync has begun, and it is not healthy yet. */
        PROGRESSING("Progressing"),
        /** It is synced and healthy. */
        HEALTHY("Healthy");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        /** As it stands in a status. */
        public String wireName() {
            return wireName;
        }

        /** The status with this name; whatever is not known has to wait. */
        public static Status named(String name) {
            for (Status status : values()) {
                if (status.wireName.equals(name)) {
                    return status;
                }
            }
            return WAITING;
        }
    }

    /** Keeps its own copy. */
    public AppProgress {
        targetRevisions = List.copyOf(targetRevisions);
    }

    /** The same in another step. */
    AppProgress inStep(int another) {
        return new AppProgress(application, status, another, targetRevisions, message, lastTransitionTime);
    }

    /** The same towards other revisions. */
    AppProgress towards(List<String> revisions) {
        return new AppProgress(application, status, step, revisions, message, lastTransitionTime);
    }

    /** The same after it got somewhere. */
    AppProgress got(Status another, String why, Instant now) {
        return new AppProgress(
                application, another, step, targetRevisions, why, Optional.of(now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Whether a sync of it is under way. */
    boolean isUnderWay() {
        return status == Status.PENDING || status == Status.PROGRESSING;
    }
}
