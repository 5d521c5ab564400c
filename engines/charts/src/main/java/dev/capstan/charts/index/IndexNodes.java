package dev.capstan.charts.index;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.index.IndexTokens.Token;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One value of an index as a whole, and what it says about a chart. */
final class IndexNodes {
    private static final int DEEPEST = 32;

    /** {@code false}: no longer word is read as something else than itself. */
    private static final int LONGEST_BOOLEAN = 5;

    /** The only fields of a chart that are not texts; what is imported may be a text or a map of texts. */
    private static final Set<String> BOOLEANS = Set.of("deprecated", "enabled", "useTLS");

    private IndexNodes() {}

    /**
     * Reads the value that has just begun.
     *
     * @throws ChartException when it is nested too deep, or a key is given twice
     */
    static YamlNode read(IndexTokens tokens, Token begun) throws ChartException, IOException {
        return read(tokens, begun, 0);
    }

    private static YamlNode read(IndexTokens tokens, Token begun, int depth) throws ChartException, IOException {
        if (depth > DEEPEST) {
            throw new ChartException(
                    new ChartFailure.LimitExceeded("in an index at most " + DEEPEST + " values may be in each other"));
        }
        return switch (begun) {
            case SCALAR -> tokens.scalar();
            case MAP -> map(tokens, depth);
            case LIST -> list(tokens, depth);
            case END_MAP, END_LIST, END -> throw cutOff();
        };
    }

    private static YamlMap map(IndexTokens tokens, int depth) throws ChartException, IOException {
        var map = YamlMap.builder();
        var seen = new HashSet<String>();
        for (Token key = tokens.next(); key != Token.END_MAP; key = tokens.next()) {
            if (key != Token.SCALAR) {
                throw key == Token.END
                        ? cutOff()
                        : new ChartException(new ChartFailure.IndexInvalid("a key in it is not a text"));
            }
            var name = tokens.scalar().text();
            if (!seen.add(name)) {
                throw new ChartException(new ChartFailure.IndexInvalid("a key is given twice in one entry of a chart"));
            }
            map.put(name, read(tokens, tokens.next(), depth + 1));
        }
        return map.build();
    }

    private static YamlList list(IndexTokens tokens, int depth) throws ChartException, IOException {
        var items = new ArrayList<YamlNode>();
        for (Token item = tokens.next(); item != Token.END_LIST; item = tokens.next()) {
            items.add(read(tokens, item, depth + 1));
        }
        return YamlList.of(items);
    }

    private static ChartException cutOff() {
        return new ChartException(new ChartFailure.IndexInvalid("it is cut off"));
    }

    /** The entry that a value is; empty when it is not a version of a chart. */
    static Optional<IndexEntry> entry(YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            return Optional.empty();
        }
        var name = text(map, "name");
        var version = text(map, "version");
        if (name.isEmpty() || !ChartMetadata.isVersion(version)) {
            return Optional.empty();
        }
        var digest = text(map, "digest");
        return Optional.of(new IndexEntry(
                name,
                version,
                digest.isEmpty() ? Optional.empty() : Optional.of(digest),
                urls(map),
                IndexEntry.instant(text(map, "created"))));
    }

    private static List<String> urls(YamlMap map) {
        var urls = map.getList("urls");
        return urls == null
                ? List.of()
                : urls.items().stream()
                        .filter(item -> item instanceof YamlScalar && !item.isNull())
                        .map(item -> ((YamlScalar) item).text())
                        .toList();
    }

    private static String text(YamlMap map, String key) {
        return map.get(key) instanceof YamlScalar scalar ? text(scalar) : "";
    }

    /** What a Go program reads into a field that is a text: {@code 1.10} without quotes is the number 1.1. */
    private static String text(YamlScalar scalar) {
        if (scalar.isNull()) {
            return "";
        }
        if (scalar.kind() == ScalarKind.TIMESTAMP
                || (scalar.isString() && scalar.text().length() > LONGEST_BOOLEAN)) {
            return scalar.text();
        }
        try {
            var json = new String(Json.write(scalar, Dialect.KUBERNETES), StandardCharsets.UTF_8);
            return json.startsWith("\"") ? scalar.text() : json;
        } catch (UnwritableValueException infinite) {
            return scalar.text();
        }
    }

    /** The value with every scalar as the text or boolean that readers of an index expect. */
    static YamlNode texts(YamlNode node) {
        return switch (node) {
            case YamlScalar scalar -> scalar.isNull() ? scalar : YamlScalar.ofString(text(scalar));
            case YamlList list -> list.map(IndexNodes::texts);
            case YamlMap map ->
                map.mapValues((key, value) ->
                        BOOLEANS.contains(key) && value instanceof YamlScalar scalar && scalar.kind() == ScalarKind.BOOL
                                ? value
                                : texts(value));
        };
    }
}
