package dev.capstan.helm.schema;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The formats of texts that schemas may ask for; other names are not checked. */
final class Formats {
    private static final Map<String, Function<String, Optional<String>>> BY_NAME = Map.ofEntries(
            Map.entry("regex", RegularExpressions::problem),
            Map.entry("json-pointer", Formats::jsonPointer),
            Map.entry("relative-json-pointer", Formats::relativeJsonPointer),
            Map.entry("uuid", Formats::uuid),
            Map.entry("ipv4", NetworkFormats::ipv4),
            Map.entry("ipv6", NetworkFormats::ipv6),
            Map.entry("hostname", NetworkFormats::hostname),
            Map.entry("email", NetworkFormats::email),
            Map.entry("uri", NetworkFormats::uri),
            Map.entry("iri", NetworkFormats::uri),
            Map.entry("uri-reference", NetworkFormats::uriReference),
            Map.entry("iri-reference", NetworkFormats::uriReference),
            Map.entry("uri-template", NetworkFormats::uriTemplate),
            Map.entry("date", TimeFormats::date),
            Map.entry("time", TimeFormats::time),
            Map.entry("date-time", TimeFormats::dateTime),
            Map.entry("duration", TimeFormats::duration),
            Map.entry("period", TimeFormats::period),
            Map.entry("semver", Formats::semver));

    private Formats() {}

    /** What is wrong with a value; empty for nothing, for values that are not text, and for unknown formats. */
    static Optional<String> problem(String format, @Nullable Object value) {
        Function<String, Optional<String>> check = BY_NAME.get(format);
        return check != null && value instanceof String text ? check.apply(text) : Optional.empty();
    }

    /** A character in single quotes, as Go writes it. */
    static String character(int c) {
        String quoted = SchemaText.quote(Character.toString(c));
        return c == '"' ? "'\"'" : quoted;
    }

    private static Optional<String> jsonPointer(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.startsWith("/")) {
            return Optional.of("not starting with /");
        }
        for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
            if (i + 1 == text.length() || text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1') {
                return Optional.of("~ must be followed by 0 or 1");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> relativeJsonPointer(String text) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            return Optional.of("must start with non-negative integer");
        }
        if (digits > 1 && text.startsWith("0")) {
            return Optional.of("starts with zero");
        }
        String rest = text.substring(digits);
        return rest.equals("#") ? Optional.empty() : jsonPointer(rest);
    }

    private static Optional<String> uuid(String text) {
        int[] lengths = {8, 4, 4, 4, 12};
        String[] groups = text.split("-", -1);
        if (groups.length != lengths.length) {
            return Optional.of("must have " + lengths.length + " elements");
        }
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].length() != lengths[i]) {
                return Optional.of("element " + (i + 1) + " must be " + lengths[i] + " characters long");
            }
            for (int c : groups[i].codePoints().toArray()) {
                if (Character.digit(c, 16) < 0 || c > 'f') {
                    return Optional.of("non-hex character " + character(c));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> semver(String text) {
        String rest = text;
        int plus = rest.indexOf('+');
        if (plus >= 0) {
            if (plus == rest.length() - 1) {
                return Optional.of("build is empty");
            }
            Optional<String> wrong = identifiers(rest.substring(plus + 1), "build");
            if (wrong.isPresent()) {
                return wrong;
            }
            rest = rest.substring(0, plus);
        }
        int dash = rest.indexOf('-');
        if (dash >= 0) {
            Optional<String> wrong = identifiers(rest.substring(dash + 1), "pre-release");
            if (wrong.isPresent()) {
                return wrong;
            }
            rest = rest.substring(0, dash);
        }
        String[] numbers = rest.split("\\.", -1);
        if (numbers.length != 3) {
            return Optional.of("versionCore must have 3 numbers separated by dot");
        }
        String[] names = {"major", "minor", "patch"};
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i].isEmpty()) {
                return Optional.of(names[i] + " is empty");
            }
            if (numbers[i].length() > 1 && numbers[i].startsWith("0")) {
                return Optional.of(names[i] + " starts with zero");
            }
            if (!numbers[i].chars().allMatch(Formats::isDigit)) {
                return Optional.of(names[i] + " contains non-digit");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> identifiers(String text, String name) {
        for (String identifier : text.split("\\.", -1)) {
            if (identifier.isEmpty()) {
                return Optional.of(name + " identifier is empty");
            }
            for (int c : identifier.codePoints().toArray()) {
                if (!isDigit(c) && !isLetter(c) && c != '-') {
                    return Optional.of("invalid character " + character(c) + " in " + name + " identifier");
                }
            }
            if (name.equals("pre-release")
                    && identifier.length() > 1
                    && identifier.startsWith("0")
                    && identifier.chars().allMatch(Formats::isDigit)) {
                return Optional.of("pre-release numeric identifier starts with zero");
            }
        }
        return Optional.empty();
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
