package dev.capstan.yaml;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes values as the kustomize command prints them: keys sorted, two blanks per level, list items at the level of
 * their key, text quoted only where it must be, long lines folded after column 80. Numbers are written by value
 * ({@code 0777} comes out as 511), so what is printed means the same to every YAML reader.
 *
 * <p>An instance collects documents one after the other and is not thread-safe; several may work at once.
 */
public final class YamlWriter {
    private final Utf8Buffer out;
    private final BlockEmitter emitter;
    private final boolean sortKeys;

    public YamlWriter() {
        this(true);
    }

    private YamlWriter(boolean sortKeys) {
        this.out = new Utf8Buffer(4096);
        this.emitter = new BlockEmitter(out, YamlLayout.KUBERNETES);
        this.sortKeys = sortKeys;
    }

    /** A writer that leaves keys in the order of their maps. */
    public static YamlWriter keepingKeyOrder() {
        return new YamlWriter(false);
    }

    /**
     * One value as a document of its own.
     *
     * @throws UnwritableValueException as {@link #append}
     */
    public static byte[] write(YamlNode node) {
        return new YamlWriter().append(node).toBytes();
    }

    /** All values as documents with {@code ---} between them; no bytes for none. */
    public static byte[] writeAll(List<? extends YamlNode> nodes) {
        YamlWriter writer = new YamlWriter();
        for (YamlNode node : nodes) {
            writer.appendDocument(node);
        }
        return writer.toBytes();
    }

    /** Adds a document, with {@code ---} before it when it is not the first. */
    public YamlWriter appendDocument(YamlNode node) {
        if (out.size() > 0) {
            out.ascii("---");
            out.lineFeed();
        }
        return append(node);
    }

    /**
     * Adds a value without any separator.
     *
     * @throws UnwritableValueException for values that JSON cannot hold: infinite numbers, keys that are not strings
     */
    public YamlWriter append(YamlNode node) {
        switch (node) {
            case YamlMap map when !map.isEmpty() -> map(map, 0, true);
            case YamlList list when !list.isEmpty() -> list(list, 0);
            default -> {
                leaf(node, 2);
                emitter.endLine();
            }
        }
        return this;
    }

    public byte[] toBytes() {
        return out.toBytes();
    }

    /** Bytes collected so far. */
    public int size() {
        return out.size();
    }

    /** Writes everything collected to a stream. */
    public void writeTo(OutputStream target) throws IOException {
        out.writeTo(target);
    }

    /**
     * @param onDash whether the first entry stands on the line that is already begun (after a dash)
     */
    private void map(YamlMap map, int indent, boolean top) {
        int[] order = sortKeys ? KeyOrder.VERSION_2.sorted(map) : null;
        int size = map.size();
        for (int i = 0; i < size; i++) {
            int place = order == null ? i : order[i];
            YamlScalar key = map.keyAt(place);
            if (key.kind() != ScalarKind.STRING && (!top || key.isNull())) {
                throw new UnwritableValueException(key.mark(), "the key " + key.text() + " is not a string");
            }
            entry(key.text(), map.valueAt(place), indent);
        }
    }

    private void entry(String key, YamlNode value, int indent) {
        boolean hasLine = emitter.key(key, indent);
        switch (value) {
            case YamlMap map
            when !map.isEmpty() -> {
                emitter.beforeCollection(hasLine);
                map(map, indent + 2, false);
            }
            case YamlList list
            when !list.isEmpty() -> {
                emitter.beforeCollection(hasLine);
                list(list, hasLine ? indent : indent + 2);
            }
            default -> {
                out.ascii(' ');
                leaf(value, indent + 2);
                emitter.endLine();
            }
        }
    }

    private void list(YamlList list, int indent) {
        int size = list.size();
        for (int i = 0; i < size; i++) {
            YamlNode item = list.get(i);
            emitter.dash(indent);
            switch (item) {
                case YamlMap map when !map.isEmpty() -> map(map, indent + 2, false);
                case YamlList inner when !inner.isEmpty() -> list(inner, indent + 2);
                default -> {
                    out.ascii(' ');
                    leaf(item, indent + 2);
                    emitter.endLine();
                }
            }
        }
    }

    private void leaf(YamlNode node, int indent) {
        switch (node) {
            case YamlMap _ -> out.ascii("{}");
            case YamlList _ -> out.ascii("[]");
            case YamlScalar scalar -> scalar(scalar, indent);
        }
    }

    private void scalar(YamlScalar scalar, int indent) {
        switch (scalar.kind()) {
            case STRING -> {
                emitter.text(scalar.printedText(), indent);
            }
            case BOOL -> out.ascii(ScalarResolver.truth(scalar.text()) ? "true" : "false");
            case NULL -> out.ascii("null");
            case INT -> out.ascii(JsonNumbers.integer(scalar));
            case FLOAT -> out.ascii(GoNumbers.numberAfterJson(JsonNumbers.finite(scalar)));
            case TIMESTAMP -> {
                String time = GoTime.rfc3339(scalar.text());
                emitter.doubleQuoted(time == null ? scalar.text() : time, indent, true);
            }
        }
    }
}
