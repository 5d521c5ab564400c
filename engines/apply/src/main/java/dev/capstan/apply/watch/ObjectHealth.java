package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthStatus;

/**
 * An object with its health.
 *
 * @param id the object
 * @param health what was seen last
 */
public record ObjectHealth(ObjectId id, Health health) {
    /** More than people read of one object in a list. */
    private static final int CAUSE_CHARACTERS = 300;

    /** As Flux's messages list it: {@code Kind/namespace/name status: 'InProgress'}; behind one that failed also why. */
    @Override
    public String toString() {
        String listed = id.display() + " status: '" + health.status().word() + "'";
        return health.status() == HealthStatus.FAILED && !health.message().isBlank()
                ? listed + " (" + onOneLine(health.message()) + ")"
                : listed;
    }

    private static String onOneLine(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= CAUSE_CHARACTERS ? line : line.substring(0, CAUSE_CHARACTERS) + "…";
    }
}
