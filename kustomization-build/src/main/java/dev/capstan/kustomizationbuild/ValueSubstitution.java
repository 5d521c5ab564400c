package dev.capstan.kustomizationbuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.kustomizationbuild.substitute.Expansion;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Substitution value by value. Replacing in the text of an object can cut a value ({@code a #b} ends at the comment) or
 * change it (an anchor, a tag, blanks at the end); this knows when that happened, and replaces without the text.
 */
final class ValueSubstitution {

    private final Variables variables;
    private final Strictness strictness;

    ValueSubstitution(Variables variables, Strictness strictness) {
        this.variables = variables;
        this.strictness = strictness;
    }

    /**
     * Whether every value arrived.
     *
     * @param before the object with its expressions
     * @param after what was read from its text with all expressions replaced
     */
    boolean isWhole(YamlNode before, YamlNode after) {
        return switch (before) {
            case YamlMap map ->
                !(after instanceof YamlMap other)
                        || map.entries().stream().allMatch(entry -> isWholeEntry(entry, other));
            case YamlList list -> !(after instanceof YamlList other) || isWholeList(list, other);
            case YamlScalar scalar -> scalar.text().indexOf('$') < 0 || after.equals(scalar) || isMeant(scalar, after);
        };
    }

    private boolean isWholeEntry(YamlEntry entry, YamlMap after) {
        YamlNode value = after.get(expanded(entry.name()));
        return value != null && isWhole(entry.value(), value);
    }

    private boolean isWholeList(YamlList before, YamlList after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!isWhole(before.get(i), after.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A map or list is what somebody put into a variable on purpose; a text is whole, or in quotes of its own. */
    private boolean isMeant(YamlScalar before, YamlNode after) {
        if (!(after instanceof YamlScalar value)) {
            return !isQuotedByWriter(before);
        }
        String text = expanded(before.text());
        return value.text().equals(text) || (!isQuotedByWriter(before) && isWritten(text.strip(), value));
    }

    /** Whether a text is a way to write a value: in quotes, with a type before it, or a number with blanks around it. */
    private static boolean isWritten(String text, YamlScalar value) {
        String inner = value.text();
        return switch (value.style()) {
            case DOUBLE_QUOTED, SINGLE_QUOTED ->
                text.startsWith("!!") ? text.endsWith(inner) && !inner.isEmpty() : isInQuotes(text);
            case PLAIN ->
                text.isEmpty()
                        || (value.kind() != ScalarKind.STRING && text.equals(inner))
                        || (text.startsWith("!!") && !inner.isEmpty() && text.endsWith(" " + inner));
            case LITERAL, FOLDED -> false;
        };
    }

    private static boolean isInQuotes(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return text.length() > 1
                && (first == '"' || first == '\'')
                && text.charAt(text.length() - 1) == first
                && isOneScalar(text);
    }

    private static boolean isOneScalar(String text) {
        return read(text) instanceof YamlScalar scalar && scalar.style() != ScalarStyle.PLAIN && !isCommented(text);
    }

    /** Whether the quotes at both ends are not a pair: there is a comment between them. */
    private static boolean isCommented(String text) {
        return !(read("[" + text + "]") instanceof YamlList);
    }

    /** Whether every text of an object can be expanded by itself, and no two keys of a map become one. */
    boolean isPossibleIn(YamlNode node) {
        return switch (node) {
            case YamlMap map ->
                map.entries().stream().allMatch(entry -> isExpandable(entry.name()) && isPossibleIn(entry.value()))
                        && map.keys().stream().map(this::expanded).distinct().count() == map.size();
            case YamlList list -> list.items().stream().allMatch(this::isPossibleIn);
            case YamlScalar scalar -> isExpandable(scalar.text());
        };
    }

    private boolean isExpandable(String text) {
        return Expansion.of(text, variables, strictness) instanceof Expansion.Expanded;
    }

    /**
     * The object with every expression replaced in its own value; a value that is YAML by itself is read as that. Only
     * where {@link #isPossibleIn} says so.
     */
    YamlMap in(YamlMap object) {
        return (YamlMap) replaced(object);
    }

    private YamlNode replaced(YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                YamlMap.Builder all = YamlMap.builder().like(map);
                map.entries().forEach(entry -> all.put(expanded(entry.name()), replaced(entry.value())));
                yield all.build();
            }
            case YamlList list ->
                YamlList.of(list.items().stream().map(this::replaced).toList());
            case YamlScalar scalar -> scalar.text().indexOf('$') < 0 ? scalar : value(scalar);
        };
    }

    private YamlNode value(YamlScalar scalar) {
        String text = expanded(scalar.text());
        if (!isQuotedByWriter(scalar)) {
            YamlNode read = read(text);
            if (read != null && isMeant(scalar, read)) {
                return read;
            }
        }
        return YamlScalar.ofString(text);
    }

    /** What a text is as a value on one line; null when it is none. */
    private static @Nullable YamlNode read(String text) {
        if (text.indexOf('\n') >= 0) {
            return null;
        }
        try {
            List<YamlDocument> documents = YamlReader.readAll("", ("v: " + text).getBytes(UTF_8), Limits.DEFAULT);
            return documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map ? map.get("v") : null;
        } catch (YamlSyntaxException notYaml) {
            return null;
        }
    }

    /** Whether the expression stands in quotes or in a block of text, so that its value is text whatever it looks like. */
    private static boolean isQuotedByWriter(YamlScalar scalar) {
        byte first = YamlWriter.write(scalar)[0];
        return first == '"' || first == '\'' || first == '|' || first == '>';
    }

    private String expanded(String text) {
        return switch (Expansion.of(text, variables, strictness)) {
            case Expansion.Expanded(var all) -> all;
            case Expansion.NotExpanded(var failure) ->
                throw new IllegalStateException("cannot be expanded by itself: " + failure.message());
        };
    }
}
