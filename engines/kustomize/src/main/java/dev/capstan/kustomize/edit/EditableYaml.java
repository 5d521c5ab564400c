package dev.capstan.kustomize.edit;

import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.MarkedYaml;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A YAML text with one map at its root, and edits of it that touch only their own characters. Immutable: every edit gives a
 * new one, read from the changed text.
 */
final class EditableYaml {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final boolean marked;
    private final TextLines lines;
    private final MarkedYaml yaml;
    private final YamlMap root;

    private EditableYaml(String file, boolean marked, TextLines lines) {
        this.file = file;
        this.marked = marked;
        this.lines = lines;
        this.yaml = YamlReader.readMarked(file, lines.toString().getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
        List<YamlDocument> documents = yaml.documents();
        if (documents.size() > 1) {
            throw new EditException(
                    file, documents.get(1).origin().line(), "the file has more than one document", "keep one of them");
        }
        if (documents.isEmpty()) {
            this.root = YamlMap.empty();
        } else if (documents.getFirst().root() instanceof YamlMap map) {
            this.root = map;
        } else {
            throw new EditException(
                    file,
                    documents.getFirst().origin().line(),
                    "the file does not hold a map",
                    "write fields, as in name: x");
        }
    }

    /** @throws dev.capstan.yaml.YamlSyntaxException when the text is not usable YAML */
    static EditableYaml of(String file, String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new EditableYaml(file, marked, TextLines.of(marked ? text.substring(1) : text));
    }

    String text() {
        return marked ? BYTE_ORDER_MARK + lines.toString() : lines.toString();
    }

    YamlMap root() {
        return root;
    }

    /** How many aliases there are. */
    int aliases() {
        return yaml.aliases().size();
    }

    /**
     * With copies of their values in the place of aliases, so that an edit reaches one place only.
     *
     * @param chosen which of the aliases, by their order in the text
     */
    EditableYaml withoutAliases(BitSet chosen) {
        TextLines written = lines;
        for (int i = chosen.length() - 1; i >= 0; i--) {
            if (chosen.get(i)) {
                MarkedYaml.Alias alias = yaml.aliases().get(i);
                Span span = alias.span();
                written = written.replaced(
                        span.line(), span.column(), span.endLine(), span.endColumn(), flow(alias.target()));
            }
        }
        return chosen.isEmpty() ? this : with(written);
    }

    private EditableYaml with(TextLines changed) {
        return new EditableYaml(file, marked, changed);
    }

    private Span span(YamlNode node) {
        return yaml.span(node)
                .orElseThrow(() -> new EditException(
                        file,
                        node.line(),
                        "values that come from an alias or a merge key cannot be edited",
                        "write them out"));
    }

    // scalars

    /** With another text for a scalar; quotes stay what they are where they can. */
    private EditableYaml withScalar(YamlScalar old, String newText, boolean inFlow) {
        String plain = inFlow ? flow(YamlScalar.ofString(newText)) : scalar(newText);
        Span span = span(old);
        if (span.line() == span.endLine() && span.column() == span.endColumn()
                || old.text().isEmpty() && old.style() == ScalarStyle.PLAIN) {
            return with(
                    lines.replaced(span.endLine(), span.endColumn(), span.endLine(), span.endColumn(), " " + plain));
        }
        String written = switch (old.style()) {
            case DOUBLE_QUOTED -> Json.quoted(newText);
            case SINGLE_QUOTED ->
                newText.indexOf('\n') < 0 ? "'" + newText.replace("'", "''") + "'" : Json.quoted(newText);
            case PLAIN, LITERAL, FOLDED -> plain;
        };
        return with(lines.replaced(span.line(), span.column(), span.endLine(), span.endColumn(), written));
    }

    /** With another text for an item of a list. */
    EditableYaml withText(YamlScalar old, String newText, YamlList in) {
        return withScalar(old, newText, in.style() == CollectionStyle.FLOW);
    }

    /** With other digits for a number. */
    EditableYaml withNumber(YamlScalar old, String digits) {
        Span span = span(old);
        return with(lines.replaced(span.line(), span.column(), span.endLine(), span.endColumn(), digits));
    }

    /** With a map of one string pair under a new key of the root. */
    EditableYaml withPairs(String key, Map.Entry<String, String> pair) {
        return withEntry(root, key, YamlMap.of(pair.getKey(), YamlScalar.ofString(pair.getValue())));
    }

    /** A string on one line, quoted only when it must be. */
    static String scalar(String text) {
        String written = new String(YamlWriter.write(YamlScalar.ofString(text)), StandardCharsets.UTF_8);
        String line = written.substring(0, written.length() - 1);
        return line.indexOf('\n') < 0 ? line : Json.quoted(text);
    }

    // entries of maps

    /** With a key set to a string; the key is added at the end of the map when it is not there. */
    EditableYaml withText(YamlMap map, String key, String value) {
        YamlNode old = map.get(key);
        if (old instanceof YamlScalar scalar) {
            return withScalar(scalar, value, map.style() == CollectionStyle.FLOW);
        }
        if (old != null) {
            throw new EditException(file, old.line(), "the field " + key + " is not a text", "write a single value");
        }
        return withEntry(map, key, YamlScalar.ofString(value));
    }

    /** With a new key at the end of a map. */
    EditableYaml withEntry(YamlMap map, String key, YamlNode value) {
        if (map.isEmpty()) {
            if (map != root) {
                throw new EditException(
                        file, map.line(), "an empty map in braces cannot be extended", "remove it first");
            }
            return with(lines.inserted(lines.count(), entryLines("", key, value)));
        }
        if (map.style() == CollectionStyle.FLOW) {
            Span last = span(map.valueAt(map.size() - 1));
            String entry = ", " + scalar(key) + ": " + flow(value);
            return with(lines.replaced(last.endLine(), last.endColumn(), last.endLine(), last.endColumn(), entry));
        }
        Span first = span(map.keyAt(0));
        Span last = span(map.valueAt(map.size() - 1));
        return with(lines.inserted(last.endLine(), entryLines(" ".repeat(first.column() - 1), key, value)));
    }

    /** Without a key and its value. */
    EditableYaml withoutEntry(YamlMap map, String key) {
        int place = map.indexOf(key);
        if (place < 0) {
            return this;
        }
        Span start = span(map.keyAt(place));
        Span end = span(map.valueAt(place));
        if (map.style() == CollectionStyle.FLOW) {
            return with(withoutPart(start, end, place, map.size(), place == 0 ? null : span(map.valueAt(place - 1))));
        }
        boolean alone =
                lines.line(start.line()).substring(0, start.column() - 1).isBlank();
        if (alone) {
            return with(lines.removed(start.line(), end.endLine()));
        }
        if (place + 1 < map.size()) {
            Span next = span(map.keyAt(place + 1));
            return with(lines.replaced(start.line(), start.column(), next.line(), next.column(), ""));
        }
        return with(lines.replaced(start.line(), start.column(), end.endLine(), end.endColumn(), "{}"));
    }

    /** Cuts one part of a flow collection together with one of its commas. */
    private TextLines withoutPart(Span start, Span end, int place, int size, @Nullable Span before) {
        if (before != null) {
            return lines.replaced(before.endLine(), before.endColumn(), end.endLine(), end.endColumn(), "");
        }
        String rest = lines.line(end.endLine()).substring(end.endColumn() - 1);
        int skip = 0;
        if (size > 1) {
            while (skip < rest.length() && (rest.charAt(skip) == ',' || rest.charAt(skip) == ' ')) {
                skip++;
            }
        }
        return lines.replaced(start.line(), start.column(), end.endLine(), end.endColumn() + skip, "");
    }

    // items of lists

    /** With an item added at the end of the list under a key of the root; the list is made when it is not there. */
    EditableYaml withItem(String key, YamlNode item) {
        YamlNode value = root.get(key);
        if (value instanceof YamlList list) {
            return withItem(list, item);
        }
        if (value == null) {
            return withEntry(root, key, YamlList.of(item));
        }
        if (value.isNull()) {
            Span keySpan = span(root.keyAt(root.indexOf(key)));
            Span nothing = span(value);
            TextLines cleared = nothing.line() == nothing.endLine() && nothing.column() < nothing.endColumn()
                    ? lines.replaced(nothing.line(), nothing.column(), nothing.endLine(), nothing.endColumn(), "")
                    : lines;
            return with(cleared.inserted(keySpan.line(), itemLines(" ".repeat(keySpan.column() - 1), item)));
        }
        throw new EditException(
                file, value.line(), "the field " + key + " is not a list", "write its values as a list");
    }

    EditableYaml withItem(YamlList list, YamlNode item) {
        if (list.isEmpty()) {
            Span span = span(list);
            return with(lines.replaced(
                    span.line(), span.column(), span.endLine(), span.endColumn(), "[" + flow(item) + "]"));
        }
        Span last = span(list.get(list.size() - 1));
        if (list.style() == CollectionStyle.FLOW) {
            return with(lines.replaced(
                    last.endLine(), last.endColumn(), last.endLine(), last.endColumn(), ", " + flow(item)));
        }
        return with(lines.inserted(last.endLine(), itemLines(" ".repeat(list.column() - 1), item)));
    }

    /** Without an item of the list under a key of the root; without the key, too, when it was the last item. */
    EditableYaml withoutItem(String key, int index) {
        YamlList list = (YamlList) Objects.requireNonNull(root.get(key));
        if (list.size() == 1) {
            return withoutEntry(root, key);
        }
        Span item = span(list.get(index));
        if (list.style() == CollectionStyle.FLOW) {
            return with(withoutPart(item, item, index, list.size(), index == 0 ? null : span(list.get(index - 1))));
        }
        return with(lines.removed(item.line(), item.endLine()));
    }

    /** The place of the item with that {@code name} in the list under a key of the root, or -1. */
    int itemNamed(String key, String name) {
        YamlList items = root.getList(key);
        for (int i = 0; items != null && i < items.size(); i++) {
            if (items.get(i) instanceof YamlMap map && name.equals(map.getText("name"))) {
                return i;
            }
        }
        return -1;
    }

    /** An item, which must be a map, of the list under a key of the root. */
    YamlMap item(String key, int place) {
        YamlList items = root.getList(key);
        if (items == null || !(items.get(place) instanceof YamlMap map)) {
            throw new IllegalStateException("the list " + key + " lost its item " + place);
        }
        return map;
    }

    // writing

    private static List<String> entryLines(String indent, String key, YamlNode value) {
        return indented(indent, indent, YamlMap.of(key, value));
    }

    private static List<String> itemLines(String indent, YamlNode item) {
        return indented(indent + "- ", indent + "  ", item);
    }

    private static List<String> indented(String first, String next, YamlNode node) {
        String written = new String(YamlWriter.keepingKeyOrder().append(node).toBytes(), StandardCharsets.UTF_8);
        List<String> result = new ArrayList<>();
        for (String line : written.split("\n")) {
            String indent = result.isEmpty() ? first : next;
            result.add(line.isEmpty() ? "" : indent + line);
        }
        return result;
    }

    private static String flow(YamlNode node) {
        return switch (node) {
            case YamlScalar scalar
            when scalar.isString() -> {
                String text = scalar(scalar.text());
                boolean unsafe = text.chars().anyMatch(c -> ",[]{}?".indexOf(c) >= 0) && text.charAt(0) != '"';
                yield unsafe ? Json.quoted(scalar.text()) : text;
            }
            case YamlScalar scalar -> scalar.text();
            case YamlList list -> {
                List<String> items = new ArrayList<>();
                list.forEach(item -> items.add(flow(item)));
                yield "[" + String.join(", ", items) + "]";
            }
            case YamlMap map -> {
                List<String> entries = new ArrayList<>();
                map.entries().forEach(entry -> entries.add(scalar(entry.name()) + ": " + flow(entry.value())));
                yield "{" + String.join(", ", entries) + "}";
            }
        };
    }
}
