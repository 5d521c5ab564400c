package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A label selector of Kubernetes, without its rules for values, so that addresses can be compared as well. */
public final class LabelMatch {
    private final List<Requirement> requirements;

    private LabelMatch(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /**
     * Reads a selector; one that is absent or empty matches everything.
     *
     * @throws GenerationException when a requirement makes no sense
     */
    public static LabelMatch of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>();
        Fields.entries(selector, "matchLabels")
                .forEach((key, value) -> requirements.add(new Requirement(key, Operator.IN, Set.of(value))));
        for (JsonNode expression : Fields.elements(selector, "matchExpressions")) {
            requirements.add(requirement(expression));
        }
        return new LabelMatch(requirements);
    }

    private static Requirement requirement(JsonNode expression) {
        String key = Fields.text(expression, "key");
        String name = Fields.text(expression, "operator");
        Operator operator = switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            default ->
                throw new GenerationException(
                        "a selector has the operator '" + name + "'; use In, NotIn, Exists or DoesNotExist");
        };
        Set<String> values = Set.copyOf(Fields.texts(expression, "values"));
        boolean needsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        if (key.isEmpty() || needsValues == values.isEmpty()) {
            throw new GenerationException(
                    "a selector's requirement for '" + key + "' needs a key, and values with In and NotIn only");
        }
        return new Requirement(key, operator, values);
    }

    /** Whether it matches everything. */
    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    /** Whether an object with these labels is chosen. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }
}
