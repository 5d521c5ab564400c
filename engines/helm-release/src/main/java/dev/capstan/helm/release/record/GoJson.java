package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.yaml.Json;
import java.math.BigDecimal;

/**
 * JSON trees as Go's {@code encoding/json} writes them: members in the order they are in, no blanks, {@code <},
 * {@code >} and {@code &} as escapes, numbers with a fraction in the shortest form that a float64 has.
 */
final class GoJson {

    /** Beyond these, Go writes an exponent. */
    private static final double SMALLEST_PLAIN = 1e-6;

    private static final double SMALLEST_WITH_EXPONENT = 1e21;

    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    static String write(JsonNode tree) {
        GoJson json = new GoJson();
        json.value(tree);
        return json.out.toString();
    }

    private void value(JsonNode node) {
        if (node.isObject()) {
            out.append('{');
            String separator = "";
            for (var member : node.properties()) {
                out.append(separator).append(Json.quoted(member.getKey())).append(':');
                value(member.getValue());
                separator = ",";
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            String separator = "";
            for (JsonNode element : node) {
                out.append(separator);
                value(element);
                separator = ",";
            }
            out.append(']');
        } else if (node.isTextual()) {
            out.append(Json.quoted(node.textValue()));
        } else if (node.isFloatingPointNumber()) {
            out.append(number(node.doubleValue()));
        } else {
            out.append(node.asText("null"));
        }
    }

    private static String number(double value) {
        double size = Math.abs(value);
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        if (size >= SMALLEST_PLAIN && size < SMALLEST_WITH_EXPONENT) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }
}
