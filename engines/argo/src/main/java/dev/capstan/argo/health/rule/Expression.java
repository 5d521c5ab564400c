package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;

/** What a part of a rule comes to for one object. It fails only by {@link Evaluation.Exhausted}. */
@FunctionalInterface
interface Expression {

    JsonNode evaluate(Frame frame);

    default boolean holds(Frame frame) {
        return Values.isTrue(evaluate(frame));
    }

    default String text(Frame frame) {
        return Values.text(evaluate(frame));
    }
}
