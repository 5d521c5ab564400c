package dev.capstan.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes maps and lists of what was read, and notes where each node ends when somebody asks for it. */
final class NodeBuilder {
    static final String MERGE_KEY = "<<";

    private final Scanner in;
    /** Where to note the extent of every node; null when nobody asks. */
    private final @Nullable IdentityHashMap<YamlNode, Span> spans;

    /** The places where aliases stand, in the order of the text; stays empty when nobody asks. */
    private final List<MarkedYaml.Alias> aliases = new ArrayList<>();

    private final boolean lastKeyWins;

    /** Entries of all collections that are being read, innermost last. */
    private YamlNode[] stack = new YamlNode[64];

    private int top;
    private boolean defersFaults;
    private @Nullable YamlSyntaxException deferred;

    NodeBuilder(Scanner in, @Nullable IdentityHashMap<YamlNode, Span> spans, boolean lastKeyWins) {
        this.in = in;
        this.spans = spans;
        this.lastKeyWins = lastKeyWins;
    }

    /** From now on, faults that go-yaml only sees after it has read the whole document wait until {@link #report}. */
    void deferFaults() {
        defersFaults = true;
    }

    /** True when the fault waits, and reading may go on with something in place of what is wrong. */
    boolean defers(YamlSyntaxException fault) {
        if (defersFaults && deferred == null) {
            deferred = fault;
        }
        return defersFaults;
    }

    /** Throws the first fault that waits. */
    void report() {
        if (deferred != null) {
            throw deferred;
        }
    }

    /** Notes that the node ends where the last thing read ended. */
    <T extends YamlNode> T noted(T node) {
        if (spans != null) {
            spans.put(node, new Span(node.line(), node.column(), in.endLine(), in.endColumn()));
        }
        return node;
    }

    /** Notes an alias that begins at a place and ends where the last thing read ended. */
    YamlNode notedAlias(YamlNode target, int line, int column) {
        if (spans != null) {
            aliases.add(new MarkedYaml.Alias(new Span(line, column, in.endLine(), in.endColumn()), target));
        }
        return target;
    }

    List<MarkedYaml.Alias> aliases() {
        return aliases;
    }

    /** How many entries wait for the end of their collections; a collection that begins now remembers it as its base. */
    int size() {
        return top;
    }

    void push(YamlNode node) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, top * 2);
        }
        stack[top++] = node;
    }

    YamlList list(int base, CollectionStyle style, int line, int column) {
        YamlNode[] items = Arrays.copyOfRange(stack, base, top);
        top = base;
        return noted(new YamlList(items, style, line, column));
    }

    YamlMap map(int base, CollectionStyle style, int line, int column) {
        int size = (top - base) / 2;
        YamlScalar[] keys = new YamlScalar[size];
        YamlNode[] values = new YamlNode[size];
        int merge = -1;
        for (int i = 0; i < size; i++) {
            YamlScalar key = (YamlScalar) stack[base + 2 * i];
            keys[i] = key;
            values[i] = stack[base + 2 * i + 1];
            if (isMergeKey(key)) {
                merge = i;
            }
        }
        top = base;
        if (lastKeyWins) {
            YamlMap all = new YamlMap(keys, values, style, line, column);
            YamlMap last = YamlMap.builder().like(all).putAll(all).build();
            return merge < 0 ? last : merged(last, keys[merge]);
        }
        refuseDuplicates(keys);
        YamlMap map = noted(new YamlMap(keys, values, style, line, column));
        return merge < 0 ? map : merged(map, keys[merge]);
    }

    private static boolean isMergeKey(YamlScalar key) {
        return key.style() == ScalarStyle.PLAIN && key.text().equals(MERGE_KEY);
    }

    private void refuseDuplicates(YamlScalar[] keys) {
        if (keys.length <= 12) {
            for (int i = 1; i < keys.length; i++) {
                String text = keys[i].text();
                for (int j = 0; j < i; j++) {
                    if (text.equals(keys[j].text())) {
                        throw duplicate(keys[i], keys[j]);
                    }
                }
            }
            return;
        }
        HashMap<String, YamlScalar> seen = HashMap.newHashMap(keys.length);
        for (YamlScalar key : keys) {
            YamlScalar before = seen.putIfAbsent(key.text(), key);
            if (before != null) {
                throw duplicate(key, before);
            }
        }
    }

    private YamlSyntaxException duplicate(YamlScalar second, YamlScalar first) {
        return in.fail(
                second.line(),
                second.column(),
                "the key \"" + second.text() + "\" is already defined on line " + first.line(),
                "keep one of the two");
    }

    /** Puts the entries of the maps that {@code <<} names after the map's own; its own ones win, then earlier maps. */
    private YamlMap merged(YamlMap map, YamlScalar mergeKey) {
        YamlNode sources = map.get(MERGE_KEY);
        YamlMap.Builder all = YamlMap.builder().like(map).putAll(map.without(MERGE_KEY));
        if (sources instanceof YamlMap source) {
            mergeAbsent(all, source);
        } else if (sources instanceof YamlList list) {
            for (YamlNode item : list) {
                if (item instanceof YamlMap source) {
                    mergeAbsent(all, source);
                } else {
                    refuseMerge(mergeKey);
                }
            }
        } else {
            refuseMerge(mergeKey);
        }
        return all.build();
    }

    private static void mergeAbsent(YamlMap.Builder all, YamlMap source) {
        for (YamlEntry entry : source.entries()) {
            all.putIfAbsent(entry.key(), entry.value());
        }
    }

    private void refuseMerge(YamlScalar key) {
        YamlSyntaxException fault = in.fail(
                        key.line(), key.column(), "<< needs a map or a list of maps", "quote it when it is text")
                .withGoText(GoYamlFault.anywhere("map merge requires map or sequence of maps as the value"));
        if (!defers(fault)) {
            throw fault;
        }
    }
}
