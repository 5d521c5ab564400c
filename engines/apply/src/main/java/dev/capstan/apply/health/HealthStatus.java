package dev.capstan.apply.health;

/** What an object says of itself. The words are those of kstatus and stand in Flux's messages. */
public enum HealthStatus {
    CURRENT("Current"),
    IN_PROGRESS("InProgress"),
    FAILED("Failed"),
    TERMINATING("Terminating"),
    NOT_FOUND("NotFound"),
    UNKNOWN("Unknown");

    private final String word;

    HealthStatus(String word) {
        this.word = word;
    }

    /** As it stands in messages. */
    public String word() {
        return word;
    }
}
