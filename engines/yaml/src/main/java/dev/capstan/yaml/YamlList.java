package dev.capstan.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** An ordered list of values. */
public final class YamlList implements YamlNode, Iterable<YamlNode> {
    private static final YamlNode[] NOTHING = {};
    private static final YamlList EMPTY = new YamlList(NOTHING, CollectionStyle.BLOCK, 0, 0);

    private final YamlNode[] items;
    private final CollectionStyle style;
    private final int line;
    private final int column;

    /** Takes the array over; nobody else may keep it. */
    YamlList(YamlNode[] items, CollectionStyle style, int line, int column) {
        this.items = items;
        this.style = style;
        this.line = line;
        this.column = column;
    }

    public static YamlList empty() {
        return EMPTY;
    }

    public static YamlList of(YamlNode... items) {
        return items.length == 0 ? EMPTY : new YamlList(items.clone(), CollectionStyle.BLOCK, 0, 0);
    }

    public static YamlList of(Collection<? extends YamlNode> items) {
        return items.isEmpty() ? EMPTY : new YamlList(items.toArray(NOTHING), CollectionStyle.BLOCK, 0, 0);
    }

    public int size() {
        return items.length;
    }

    public boolean isEmpty() {
        return items.length == 0;
    }

    /** The value at a 0-based index; an index out of range is the caller's bug. */
    public YamlNode get(int index) {
        return items[index];
    }

    /** An unmodifiable view, no copy. */
    public List<YamlNode> items() {
        return Collections.unmodifiableList(Arrays.asList(items));
    }

    public CollectionStyle style() {
        return style;
    }

    public YamlList with(int index, YamlNode value) {
        if (items[index] == value) {
            return this;
        }
        YamlNode[] changed = items.clone();
        changed[index] = value;
        return copy(changed);
    }

    /** With a value added at the end. */
    public YamlList plus(YamlNode value) {
        YamlNode[] changed = Arrays.copyOf(items, items.length + 1);
        changed[items.length] = value;
        return copy(changed);
    }

    public YamlList plusAll(Collection<? extends YamlNode> values) {
        if (values.isEmpty()) {
            return this;
        }
        YamlNode[] changed = Arrays.copyOf(items, items.length + values.size());
        int next = items.length;
        for (YamlNode value : values) {
            changed[next++] = value;
        }
        return copy(changed);
    }

    /** With a value put before the one at {@code index}; {@code index == size()} adds at the end. */
    public YamlList inserted(int index, YamlNode value) {
        YamlNode[] changed = new YamlNode[items.length + 1];
        System.arraycopy(items, 0, changed, 0, index);
        changed[index] = value;
        System.arraycopy(items, index, changed, index + 1, items.length - index);
        return copy(changed);
    }

    public YamlList without(int index) {
        YamlNode[] changed = new YamlNode[items.length - 1];
        System.arraycopy(items, 0, changed, 0, index);
        System.arraycopy(items, index + 1, changed, index, items.length - index - 1);
        return copy(changed);
    }

    /** The same list (place and style) with other items. */
    public YamlList withItems(Collection<? extends YamlNode> newItems) {
        return copy(newItems.toArray(NOTHING));
    }

    /** Every item through {@code change}; this very list when nothing changed. */
    public YamlList map(UnaryOperator<YamlNode> change) {
        YamlNode[] changed = items;
        for (int i = 0; i < items.length; i++) {
            YamlNode after = change.apply(items[i]);
            if (after != items[i]) {
                if (changed == items) {
                    changed = items.clone();
                }
                changed[i] = after;
            }
        }
        return changed == items ? this : copy(changed);
    }

    private YamlList copy(YamlNode[] changed) {
        return new YamlList(changed, style, line, column);
    }

    @Override
    public Iterator<YamlNode> iterator() {
        return items().iterator();
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
        return this == other || other instanceof YamlList that && Arrays.equals(items, that.items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        return new ArrayList<>(items()).toString();
    }
}
