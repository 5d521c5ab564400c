package dev.capstan.applier.health;

import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;

/** Begins waits for health. */
@FunctionalInterface
public interface HealthChecker {

    /** Begins to wait; returns at once. */
    HealthWait await(HealthWaitRequest request);
}
