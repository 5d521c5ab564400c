package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.health.Health;
import java.util.List;

/**
 * The rules of one kind. The first that applies decides; the last one applies always. Immutable, for any number of
 * threads.
 */
public final class KindRules {

    private final List<Expression> definitions;
    private final List<HealthRule> rules;
    private final HealthRule otherwise;

    KindRules(List<Expression> definitions, List<HealthRule> rules, HealthRule otherwise) {
        this.definitions = List.copyOf(definitions);
        this.rules = List.copyOf(rules);
        this.otherwise = otherwise;
    }

    /**
     * The health of an object. Whatever it holds, this ends after a bounded number of steps and throws nothing: fields
     * that are not there, or not of the expected type, count as absent.
     */
    public Health assess(JsonNode object) {
        Frame frame = new Evaluation(object, definitions).root();
        try {
            for (HealthRule rule : rules) {
                if (rule.applies(frame)) {
                    return rule.health(frame);
                }
            }
            return otherwise.health(frame);
        } catch (Evaluation.Exhausted limit) {
            return Health.unknown("The health cannot be told: " + limit.getMessage());
        } catch (StackOverflowError _) {
            // The reader bounds lengths and depths, but definitions of a user that use each other multiply them.
            return Health.unknown("The health cannot be told: its rule is nested too deep");
        }
    }
}
