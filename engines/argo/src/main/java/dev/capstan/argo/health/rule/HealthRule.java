package dev.capstan.argo.health.rule;

import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;

/** One rule: a status and a message for the objects of which a condition holds. */
record HealthRule(HealthStatus status, Expression message, Expression condition) {

    boolean applies(Frame frame) {
        return condition.holds(frame);
    }

    Health health(Frame frame) {
        return new Health(status, message.text(frame));
    }
}
