package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of trees in which equal values are equal nodes: a number without a fraction is a long, whether it was written
 * {@code 1} or {@code 1.0}, as it is for Go's JSON encoder.
 */
public final class CanonicalTree {

    /** More levels than any object that an API server takes. */
    public static final int DEEPEST = 256;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger SHORTEST = BigInteger.valueOf(Long.MIN_VALUE);

    private CanonicalTree() {}

    /** A copy of an object. Empty when it is nested deeper than {@link #DEEPEST} levels. */
    public static Optional<ObjectNode> of(ObjectNode object) {
        return isWithin(object, DEEPEST) ? Optional.of((ObjectNode) copy(object)) : Optional.empty();
    }

    /** Whether a tree has at most so many levels. */
    public static boolean isWithin(JsonNode tree, int levels) {
        if (!tree.isContainerNode()) {
            return true;
        }
        if (levels == 0) {
            return false;
        }
        for (JsonNode child : tree) {
            if (!isWithin(child, levels - 1)) {
                return false;
            }
        }
        return true;
    }

    /** A copy of a tree that is known to be shallow. */
    public static JsonNode copy(JsonNode tree) {
        if (tree.isObject()) {
            ObjectNode copy = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                copy.set(field.getKey(), copy(field.getValue()));
            }
            return copy;
        }
        if (tree.isArray()) {
            ArrayNode copy = NODES.arrayNode(tree.size());
            tree.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        return tree.isNumber() ? number(tree) : tree;
    }

    private static JsonNode number(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.canConvertToLong()
                    ? NODES.numberNode(number.longValue())
                    : NODES.numberNode(number.bigIntegerValue());
        }
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(value) > 1e21 || value != Math.rint(value)) {
            return NODES.numberNode(value);
        }
        BigInteger whole = new BigDecimal(value).toBigInteger();
        return whole.compareTo(LONGEST) <= 0 && whole.compareTo(SHORTEST) >= 0
                ? NODES.numberNode(whole.longValue())
                : NODES.numberNode(whole);
    }
}
