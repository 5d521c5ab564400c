package dev.capstan.apply.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Health of one object at one moment.
 *
 * @param status what it is
 * @param message for people, may be empty
 * @param condition why it is not current, where a rule says so
 * @param expiry when the passing of time alone will change the verdict
 */
public record Health(
        HealthStatus status, String message, Optional<HealthCondition> condition, Optional<Expiry> expiry) {

    private static final String DELETED = "Deleted";

    /**
     * A verdict that replaces this one at a moment unless the object changes before.
     *
     * @param at from when
     * @param then the verdict from then on
     */
    public record Expiry(Instant at, Health then) {}

    public static Health current(String message) {
        return new Health(HealthStatus.CURRENT, message, Optional.empty(), Optional.empty());
    }

    public static Health inProgress(String reason, String message) {
        return new Health(
                HealthStatus.IN_PROGRESS,
                message,
                Optional.of(new HealthCondition("Reconciling", reason, message)),
                Optional.empty());
    }

    public static Health failed(String reason, String message) {
        return new Health(
                HealthStatus.FAILED,
                message,
                Optional.of(new HealthCondition("Stalled", reason, message)),
                Optional.empty());
    }

    /** It goes, or is gone, before it has become what it was waited for. */
    public static Health deleted(String message) {
        return failed(DELETED, message);
    }

    public static Health terminating() {
        return new Health(
                HealthStatus.TERMINATING, "Resource scheduled for deletion", Optional.empty(), Optional.empty());
    }

    public static Health notFound() {
        return new Health(HealthStatus.NOT_FOUND, "Resource not found", Optional.empty(), Optional.empty());
    }

    /** The object says something that no rule understands; it alone is affected. */
    public static Health unknown(String message) {
        return new Health(HealthStatus.UNKNOWN, message, Optional.empty(), Optional.empty());
    }

    public boolean isCurrent() {
        return status == HealthStatus.CURRENT;
    }

    /** Whether it has failed because it was {@link #deleted}. */
    public boolean isDeleted() {
        return condition.filter(why -> why.reason().equals(DELETED)).isPresent();
    }

    /** The verdict at that moment, if the object has not changed since. */
    public Health at(Instant now) {
        return expiry.filter(later -> !now.isBefore(later.at()))
                .map(Expiry::then)
                .orElse(this);
    }

    Health becoming(Instant at, Health then) {
        return new Health(status, message, condition, Optional.of(new Expiry(at, then)));
    }
}
