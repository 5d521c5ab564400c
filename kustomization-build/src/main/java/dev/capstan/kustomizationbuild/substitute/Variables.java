package dev.capstan.kustomizationbuild.substitute;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values that may be substituted, by name. Values hold no line break of any kind that YAML knows, so that no value
 * can start a new line, document or object.
 *
 * @param values name to value, sorted by name
 */
public record Variables(Map<String, String> values) {

    /** No variables at all. */
    public static final Variables NONE = new Variables(Map.of());

    /** Copies the map; line breaks are removed from every value. */
    public Variables {
        var copy = new TreeMap<String, String>();
        values.forEach((name, value) -> copy.put(name, withoutLineBreaks(value)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a variable; empty when it is not declared. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether nothing is declared. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** These variables with others laid over them: on equal names the other value wins. */
    public Variables overlaidBy(Map<String, String> others) {
        var merged = new LinkedHashMap<>(values);
        merged.putAll(others);
        return new Variables(merged);
    }

    /** The first declared name that no expression could use; empty when all are usable. */
    public Optional<SubstitutionFailure> firstInvalidName() {
        return values.keySet().stream()
                .filter(name -> !isValidName(name))
                .findFirst()
                .map(SubstitutionFailure.NameInvalid::new);
    }

    /** Whether a name begins with a letter or underscore and goes on with letters, digits and underscores, all ASCII. */
    static boolean isValidName(String name) {
        if (name.isEmpty() || isDigit(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> c == '_' || isLetter(c) || isDigit(c));
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String withoutLineBreaks(String value) {
        if (value.chars().noneMatch(Variables::isLineBreak)) {
            return value;
        }
        var kept = new StringBuilder(value.length());
        value.chars().filter(c -> !isLineBreak(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static boolean isLineBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
