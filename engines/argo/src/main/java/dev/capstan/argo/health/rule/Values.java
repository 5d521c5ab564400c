package dev.capstan.argo.health.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What values mean to an expression. A field that is not there, or null, is nothing; nothing is asked of it in vain.
 */
final class Values {

    static final JsonNode NOTHING = MissingNode.getInstance();
    private static final int LONGEST_NUMBER = 32;
    private static final double EXACT = 1e15;

    private Values() {}

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Whether a condition holds: not for what is absent, false, or an empty text, list or map. */
    static boolean isTrue(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return !value.textValue().isEmpty();
        }
        return value.isContainerNode() ? !value.isEmpty() : !isAbsent(value);
    }

    /** The value as a message shows it; lists and maps have no text. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return number(value.doubleValue()).asText();
        }
        return value.isBoolean() ? value.asText() : "";
    }

    static JsonNode of(boolean value) {
        return BooleanNode.valueOf(value);
    }

    static JsonNode of(String value) {
        return TextNode.valueOf(value);
    }

    static JsonNode number(double value) {
        return Math.abs(value) < EXACT && value == Math.rint(value)
                ? LongNode.valueOf((long) value)
                : DoubleNode.valueOf(value);
    }

    /** The number that a value is, or that its text spells. */
    static OptionalDouble asNumber(JsonNode value) {
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_NUMBER
                || !value.textValue().chars().allMatch(Values::isOfNumber)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(value.textValue()));
        } catch (NumberFormatException odd) {
            return OptionalDouble.empty();
        }
    }

    private static boolean isOfNumber(int letter) {
        return letter >= '0' && letter <= '9' || letter == '.' || letter == '-';
    }

    /** Two absent values are equal; lists and maps are equal to nothing; everything else by its text. */
    static boolean areEqual(JsonNode one, JsonNode other) {
        if (isAbsent(one) || isAbsent(other)) {
            return isAbsent(one) && isAbsent(other);
        }
        return one.isValueNode() && other.isValueNode() && text(one).equals(text(other));
    }

    /** The elements of a list, the values of a map, or the one value itself. */
    static Iterator<JsonNode> elements(JsonNode value) {
        if (value.isContainerNode()) {
            return value.elements();
        }
        return isAbsent(value) ? List.<JsonNode>of().iterator() : List.of(value).iterator();
    }

    static int size(JsonNode value) {
        return value.isContainerNode() ? value.size() : isAbsent(value) ? 0 : 1;
    }
}
