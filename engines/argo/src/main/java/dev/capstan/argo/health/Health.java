package dev.capstan.argo.health;

/**
 * The health of one object, or of an application.
 *
 * @param message why, in the words that Argo CD's users know; empty where there is nothing to say
 */
public record Health(HealthStatus status, String message) {

    /** What an object is that is wanted and not there. */
    public static final Health MISSING = new Health(HealthStatus.MISSING, "");

    public static Health healthy(String message) {
        return new Health(HealthStatus.HEALTHY, message);
    }

    public static Health suspended(String message) {
        return new Health(HealthStatus.SUSPENDED, message);
    }

    public static Health progressing(String message) {
        return new Health(HealthStatus.PROGRESSING, message);
    }

    public static Health degraded(String message) {
        return new Health(HealthStatus.DEGRADED, message);
    }

    public static Health unknown(String message) {
        return new Health(HealthStatus.UNKNOWN, message);
    }
}
