package dev.capstan.apply.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Decides the health of an object. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface HealthAssessor {

    /**
     * Never throws: an object that cannot be understood is {@link HealthStatus#UNKNOWN}.
     *
     * @param object the whole object
     * @param now the moment for rules that look at the age
     */
    Health assess(JsonNode object, Instant now);
}
