package dev.capstan.argo.health.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An object, or a part of one, read with the types that its kind gives to its fields. What is absent or null is the
 * zero of its type, as it is to the Go types; another type is {@link Misshapen}.
 */
record LiveObject(JsonNode node) {

    /** A field is not of its kind's type. Caught where kinds are told apart. */
    static final class Misshapen extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misshapen(String message) {
            super(message, null, false, false);
        }
    }

    JsonNode at(String... path) {
        JsonNode found = node;
        for (String field : path) {
            found = found.path(field);
        }
        return found;
    }

    boolean has(String... path) {
        return !isAbsent(at(path));
    }

    String text(String... path) {
        JsonNode found = at(path);
        if (isAbsent(found)) {
            return "";
        }
        if (!found.isTextual()) {
            throw misshapen("text", path);
        }
        return found.textValue();
    }

    boolean flag(String... path) {
        JsonNode found = at(path);
        if (!isAbsent(found) && !found.isBoolean()) {
            throw misshapen("true or false", path);
        }
        return found.booleanValue();
    }

    long number(String... path) {
        return numberIfSet(path).orElse(0);
    }

    OptionalLong numberIfSet(String... path) {
        JsonNode found = at(path);
        if (isAbsent(found)) {
            return OptionalLong.empty();
        }
        if (!found.isNumber() || found.doubleValue() != Math.rint(found.doubleValue())) {
            throw misshapen("a whole number", path);
        }
        return OptionalLong.of(found.longValue());
    }

    List<LiveObject> list(String... path) {
        JsonNode found = at(path);
        if (!isAbsent(found) && !found.isArray()) {
            throw misshapen("a list", path);
        }
        List<LiveObject> elements = new ArrayList<>();
        found.forEach(element -> elements.add(new LiveObject(element)));
        return elements;
    }

    List<LiveObject> conditions() {
        return list("status", "conditions");
    }

    boolean isOfType(String type) {
        return text("type").equals(type);
    }

    boolean isTrue() {
        return text("status").equals("True");
    }

    String name() {
        return text("metadata", "name");
    }

    /** Whether the controller of a workload has seen its latest spec. */
    boolean isObserved() {
        return number("metadata", "generation") <= number("status", "observedGeneration");
    }

    private static boolean isAbsent(JsonNode found) {
        return found.isMissingNode() || found.isNull();
    }

    private static Misshapen misshapen(String expected, String... path) {
        return new Misshapen("its field %s is not %s".formatted(String.join(".", path), expected));
    }
}
