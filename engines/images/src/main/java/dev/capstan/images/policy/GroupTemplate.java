package dev.capstan.images.policy;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replacement as Go's {@code Regexp.Expand} takes it: {@code $1}, {@code $name} and <code>${name}</code> stand for groups, a name
 * without braces is as long as it can be, so that {@code $1x} is <code>${1x}</code>; {@code $$} is a dollar, and so is one without a name.
 * Groups that do not exist, or took no part in the match, are empty.
 */
final class GroupTemplate {
    private static final int DIGITS_OF_LARGEST_GROUP = 8;

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Group(String name) implements Part {}
    }

    private final List<Part> parts;

    private GroupTemplate(List<Part> parts) {
        this.parts = parts;
    }

    static GroupTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            parts.add(new Part.Text(text.substring(at, dollar)));
            boolean braced = text.startsWith("{", dollar + 1);
            int from = dollar + (braced ? 2 : 1);
            int end = endOfName(text, from);
            if (end == from || (braced && !text.startsWith("}", end))) {
                parts.add(new Part.Text("$"));
                at = dollar + (text.startsWith("$", dollar + 1) ? 2 : 1);
            } else {
                parts.add(new Part.Group(text.substring(from, end)));
                at = braced ? end + 1 : end;
            }
        }
        parts.add(new Part.Text(text.substring(at)));
        return new GroupTemplate(List.copyOf(parts));
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && isNameCharacter(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isNameCharacter(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }

    /** The text for a match; empty when it would be longer than {@code most} characters. */
    Optional<String> expand(SearchExpression expression, Matcher match, int most) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(
                    switch (part) {
                        case Part.Text(String text) -> text;
                        case Part.Group(String name) -> group(name, expression, match);
                    });
            if (out.length() > most) {
                return Optional.empty();
            }
        }
        return Optional.of(out.toString());
    }

    /** Of several groups with one name the first that took part. */
    private static String group(String name, SearchExpression expression, Matcher match) {
        List<Integer> numbers = isNumber(name) ? List.of(Integer.valueOf(name)) : expression.groups(name);
        return numbers.stream()
                .filter(number -> number <= match.groupCount())
                .flatMap(number -> Optional.ofNullable(match.group(number)).stream())
                .findFirst()
                .orElse("");
    }

    private static boolean isNumber(String name) {
        return name.length() <= DIGITS_OF_LARGEST_GROUP
                && name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }
}
