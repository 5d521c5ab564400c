package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The signs that compare two values, longer ones first. An order is that of the numbers if both sides are or spell
 * some, else that of texts, which is right for times as Kubernetes writes them; nothing is neither less nor greater
 * than anything.
 */
enum Comparison {
    DIFFERENT("!=") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return !Values.areEqual(left, right);
        }
    },
    AT_MOST("<=") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return isOrdered(left, right) && order(left, right) <= 0;
        }
    },
    AT_LEAST(">=") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return isOrdered(left, right) && order(left, right) >= 0;
        }
    },
    EQUAL("=") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return Values.areEqual(left, right);
        }
    },
    LESS("<") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return isOrdered(left, right) && order(left, right) < 0;
        }
    },
    GREATER(">") {
        @Override
        boolean holds(JsonNode left, JsonNode right) {
            return isOrdered(left, right) && order(left, right) > 0;
        }
    };

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    abstract boolean holds(JsonNode left, JsonNode right);

    /** Whether the text of a value, or of the field {@code status} of a condition, is one of some words. */
    static boolean isOneOf(JsonNode value, Set<String> words) {
        JsonNode told = value.isObject() ? value.path("status") : value;
        return told.isValueNode() && !Values.isAbsent(told) && words.contains(Values.text(told));
    }

    /** Nothing when one side is no number. */
    static JsonNode sum(JsonNode left, JsonNode right, int sign) {
        OptionalDouble first = Values.asNumber(left);
        OptionalDouble second = Values.asNumber(right);
        return first.isPresent() && second.isPresent()
                ? Values.number(first.getAsDouble() + sign * second.getAsDouble())
                : Values.NOTHING;
    }

    /** A field of a map by its name, or an element of a list by its place, counted from 0. */
    static JsonNode element(JsonNode parent, JsonNode key) {
        return key.isNumber() ? parent.path(key.intValue()) : parent.path(Values.text(key));
    }

    private static boolean isOrdered(JsonNode left, JsonNode right) {
        boolean areNumbers =
                Values.asNumber(left).isPresent() && Values.asNumber(right).isPresent();
        return areNumbers || left.isTextual() && right.isTextual();
    }

    private static int order(JsonNode left, JsonNode right) {
        OptionalDouble first = Values.asNumber(left);
        OptionalDouble second = Values.asNumber(right);
        return first.isPresent() && second.isPresent()
                ? Double.compare(first.getAsDouble(), second.getAsDouble())
                : Values.text(left).compareTo(Values.text(right));
    }
}
