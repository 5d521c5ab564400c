package dev.capstan.yaml;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values, in the order of the file. Keys are found by their text; looking one up takes constant time however
 * large the map is.
 */
public final class YamlMap implements YamlNode {
    /** Up to here a scan over the keys beats a hash index. */
    private static final int SCAN_LIMIT = 8;

    private static final YamlMap EMPTY = new YamlMap(new YamlScalar[0], new YamlNode[0], CollectionStyle.BLOCK, 0, 0);

    private final YamlScalar[] keys;
    private final YamlNode[] values;
    private final CollectionStyle style;
    private final int line;
    private final int column;
    /** Made on the first look-up in a large map; racing threads make equal ones. */
    private @Nullable KeyIndex index;

    /** Takes the arrays over; nobody else may keep them. Keys must differ in text. */
    YamlMap(YamlScalar[] keys, YamlNode[] values, CollectionStyle style, int line, int column) {
        this.keys = keys;
        this.values = values;
        this.style = style;
        this.line = line;
        this.column = column;
    }

    public static YamlMap empty() {
        return EMPTY;
    }

    public static YamlMap of(String key, YamlNode value) {
        return builder().put(key, value).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return keys.length;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    public CollectionStyle style() {
        return style;
    }

    public boolean has(String key) {
        return indexOf(key) >= 0;
    }

    /** The value of a key, or null when there is no such key (a key without a value gives the null scalar instead). */
    public @Nullable YamlNode get(String key) {
        int at = indexOf(key);
        return at < 0 ? null : values[at];
    }

    /** As {@link #get}, for callers that go on with what they find. */
    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(get(key));
    }

    /** The value of a key when it is a map; null when it is absent, null or something else. */
    public @Nullable YamlMap getMap(String key) {
        return get(key) instanceof YamlMap map ? map : null;
    }

    /** The value of a key when it is a list; null when it is absent, null or something else. */
    public @Nullable YamlList getList(String key) {
        return get(key) instanceof YamlList list ? list : null;
    }

    /** The text of a key's value when it is a scalar other than null; else null. */
    public @Nullable String getText(String key) {
        return get(key) instanceof YamlScalar scalar && scalar.kind() != ScalarKind.NULL ? scalar.text() : null;
    }

    /** 0-based place of a key, or -1. */
    public int indexOf(String key) {
        if (keys.length <= SCAN_LIMIT) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i].text().equals(key)) {
                    return i;
                }
            }
            return -1;
        }
        KeyIndex known = index;
        if (known == null) {
            known = new KeyIndex(keys);
            index = known;
        }
        return known.find(keys, key);
    }

    public YamlScalar keyAt(int place) {
        return keys[place];
    }

    public YamlNode valueAt(int place) {
        return values[place];
    }

    /** Unmodifiable view of the keys' texts, in order. */
    public List<String> keys() {
        return new AbstractList<>() {
            @Override
            public String get(int place) {
                return keys[place].text();
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    /** Unmodifiable view, in order. */
    public List<YamlEntry> entries() {
        return new AbstractList<>() {
            @Override
            public YamlEntry get(int place) {
                return new YamlEntry(keys[place], values[place]);
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }

    /** With a key set: an existing one keeps its place and its writing, a new one is added at the end. */
    public YamlMap with(String key, YamlNode value) {
        int at = indexOf(key);
        if (at >= 0) {
            return withAt(at, value);
        }
        return appended(YamlScalar.ofString(key), value);
    }

    /** As {@link #with(String, YamlNode)}; a new key takes over mark and style of the key given. */
    public YamlMap with(YamlScalar key, YamlNode value) {
        int at = indexOf(key.text());
        return at >= 0 ? withAt(at, value) : appended(key, value);
    }

    /** With another value at a place. */
    public YamlMap withAt(int place, YamlNode value) {
        if (values[place] == value) {
            return this;
        }
        YamlNode[] changed = values.clone();
        changed[place] = value;
        return sameKeys(changed);
    }

    private YamlMap sameKeys(YamlNode[] changed) {
        YamlMap map = new YamlMap(keys, changed, style, line, column);
        map.index = index;
        return map;
    }

    private YamlMap appended(YamlScalar key, YamlNode value) {
        YamlScalar[] moreKeys = Arrays.copyOf(keys, keys.length + 1);
        YamlNode[] moreValues = Arrays.copyOf(values, keys.length + 1);
        moreKeys[keys.length] = key;
        moreValues[keys.length] = value;
        return new YamlMap(moreKeys, moreValues, style, line, column);
    }

    /** Without a key; this very map when it has none. */
    public YamlMap without(String key) {
        int at = indexOf(key);
        if (at < 0) {
            return this;
        }
        YamlScalar[] fewerKeys = new YamlScalar[keys.length - 1];
        YamlNode[] fewerValues = new YamlNode[keys.length - 1];
        System.arraycopy(keys, 0, fewerKeys, 0, at);
        System.arraycopy(keys, at + 1, fewerKeys, at, fewerKeys.length - at);
        System.arraycopy(values, 0, fewerValues, 0, at);
        System.arraycopy(values, at + 1, fewerValues, at, fewerValues.length - at);
        return new YamlMap(fewerKeys, fewerValues, style, line, column);
    }

    /** Every value through {@code change}, which also gets the key's text; this very map when nothing changed. */
    public YamlMap mapValues(BiFunction<String, YamlNode, YamlNode> change) {
        YamlNode[] changed = values;
        for (int i = 0; i < values.length; i++) {
            YamlNode after = change.apply(keys[i].text(), values[i]);
            if (after != values[i]) {
                if (changed == values) {
                    changed = values.clone();
                }
                changed[i] = after;
            }
        }
        return changed == values ? this : sameKeys(changed);
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof YamlMap that) || keys.length != that.keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            int at = i < that.keys.length && keys[i].equals(that.keys[i]) ? i : that.indexOf(keys[i].text());
            if (at < 0 || !keys[i].equals(that.keys[at]) || !values[i].equals(that.values[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (int i = 0; i < keys.length; i++) {
            sum += keys[i].hashCode() * 31 ^ values[i].hashCode();
        }
        return sum;
    }

    @Override
    public String toString() {
        return entries().stream()
                .map(entry -> entry.name() + "=" + entry.value())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Collects entries; a key put twice keeps its first place and its last value. */
    public static final class Builder {
        private YamlScalar[] keys = new YamlScalar[8];
        private YamlNode[] values = new YamlNode[8];
        private int size;
        private java.util.@Nullable HashMap<String, Integer> places;
        private CollectionStyle style = CollectionStyle.BLOCK;
        private int line;
        private int column;

        private Builder() {}

        public Builder put(String key, YamlNode value) {
            return put(YamlScalar.ofString(key), value);
        }

        public Builder put(YamlScalar key, YamlNode value) {
            int at = placeOf(key.text());
            if (at >= 0) {
                values[at] = value;
                return this;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size] = value;
            if (places != null) {
                places.put(key.text(), size);
            }
            size++;
            return this;
        }

        /** Keeps the value that is there, if any. */
        public Builder putIfAbsent(YamlScalar key, YamlNode value) {
            return placeOf(key.text()) >= 0 ? this : put(key, value);
        }

        boolean has(String key) {
            return placeOf(key) >= 0;
        }

        public Builder putAll(YamlMap map) {
            for (int i = 0; i < map.size(); i++) {
                put(map.keys[i], map.values[i]);
            }
            return this;
        }

        /** The built map takes over place and style of {@code other}. */
        public Builder like(YamlMap other) {
            style = other.style;
            line = other.line;
            column = other.column;
            return this;
        }

        /** The built map is one that stands in braces at a place. */
        Builder flow(int atLine, int atColumn) {
            style = CollectionStyle.FLOW;
            line = atLine;
            column = atColumn;
            return this;
        }

        private int placeOf(String key) {
            if (size > SCAN_LIMIT && places == null) {
                places = new HashMap<>(64);
                for (int i = 0; i < size; i++) {
                    places.put(keys[i].text(), i);
                }
            }
            if (places != null) {
                return places.getOrDefault(key, -1);
            }
            for (int i = 0; i < size; i++) {
                if (keys[i].text().equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        public YamlMap build() {
            return new YamlMap(Arrays.copyOf(keys, size), Arrays.copyOf(values, size), style, line, column);
        }
    }
}
