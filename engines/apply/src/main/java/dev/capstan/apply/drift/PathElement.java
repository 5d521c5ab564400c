package dev.capstan.apply.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One step of a managed-fields path, as the FieldsV1 format writes it: {@code f:name} a field, {@code k:{…}} an item of
 * a keyed list, {@code v:value} a member of a set, {@code i:3} a position.
 */
sealed interface PathElement {

    /** Where the step leads, starting at a value; empty when there is nothing. */
    Optional<Step> from(JsonNode value);

    /** For people, to be appended to a path. */
    String display();

    /** Where a step leads: the value and its JSON pointer token. */
    record Step(JsonNode value, String token) {}

    record Field(String name) implements PathElement {
        @Override
        public Optional<Step> from(JsonNode value) {
            JsonNode found = value.get(name);
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Step(found, name.replace("~", "~0").replace("/", "~1")));
        }

        @Override
        public String display() {
            return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
                    ? "." + name
                    : "[\"" + name + "\"]";
        }
    }

    record Keyed(JsonNode keys) implements PathElement {
        @Override
        public Optional<Step> from(JsonNode value) {
            for (int i = 0; i < value.size() && value.isArray(); i++) {
                if (matches(value.get(i))) {
                    return Optional.of(new Step(value.get(i), Integer.toString(i)));
                }
            }
            return Optional.empty();
        }

        private boolean matches(JsonNode item) {
            return keys.properties().stream().allMatch(key -> sameValue(key.getValue(), item.get(key.getKey())));
        }

        @Override
        public String display() {
            return keys.properties().stream()
                    .map(key -> key.getKey() + "=" + key.getValue().asText())
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    record Member(JsonNode member) implements PathElement {
        @Override
        public Optional<Step> from(JsonNode value) {
            for (int i = 0; i < value.size() && value.isArray(); i++) {
                if (sameValue(member, value.get(i))) {
                    return Optional.of(new Step(value.get(i), Integer.toString(i)));
                }
            }
            return Optional.empty();
        }

        @Override
        public String display() {
            return "[=" + member.asText() + "]";
        }
    }

    record Position(int index) implements PathElement {
        @Override
        public Optional<Step> from(JsonNode value) {
            return value.isArray() && value.has(index)
                    ? Optional.of(new Step(value.get(index), Integer.toString(index)))
                    : Optional.empty();
        }

        @Override
        public String display() {
            return "[" + index + "]";
        }
    }

    ObjectMapper JSON = new ObjectMapper();

    /** Reads a key of a FieldsV1 tree; empty for forms that we do not know. */
    static Optional<PathElement> parse(String key) {
        if (key.length() < 2 || key.charAt(1) != ':') {
            return Optional.empty();
        }
        String rest = key.substring(2);
        try {
            return switch (key.charAt(0)) {
                case 'f' -> Optional.of(new Field(rest));
                case 'k' -> Optional.of(new Keyed(JSON.readTree(rest)));
                case 'v' -> Optional.of(new Member(JSON.readTree(rest)));
                case 'i' -> Optional.of(new Position(Integer.parseInt(rest)));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | NumberFormatException unknownForm) {
            return Optional.empty();
        }
    }

    private static boolean sameValue(JsonNode expected, @org.jspecify.annotations.Nullable JsonNode actual) {
        if (actual == null) {
            return false;
        }
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }
}
