package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.health.Health;

/**
 * An object with its health.
 *
 * @param id the object
 * @param health what was seen last
 */
public record ObjectHealth(ObjectId id, Health health) {

    /** As Flux's messages list it: {@code Kind/namespace/name status: 'InProgress'}. */
    @Override
    public String toString() {
        return id.display() + " status: '" + health.status().word() + "'";
    }
}
