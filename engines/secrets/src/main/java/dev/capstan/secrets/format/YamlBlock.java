package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Element;
import dev.capstan.secrets.document.Entry;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map or list that is being read: comments may come to its end after other things were read. */
final class YamlBlock {
    private final boolean isMap;
    private final int column;
    private final List<Part> parts = new ArrayList<>();

    /** A comment, a value that is whole, or one that is being read. */
    private record Part(
            @Nullable Comment comment,
            String key,
            @Nullable Value value,
            @Nullable YamlBlock block) {}

    /** @param column 0-based, where its keys or dashes stand; -1 when it is in brackets */
    YamlBlock(boolean isMap, int column) {
        this.isMap = isMap;
        this.column = column;
    }

    int column() {
        return column;
    }

    void comment(Comment comment) {
        parts.add(new Part(comment, "", null, null));
    }

    /** Adds a comment after those with which it begins. */
    void commentAtStart(Comment comment) {
        int at = 0;
        while (at < parts.size() && parts.get(at).comment != null) {
            at++;
        }
        parts.add(at, new Part(comment, "", null, null));
    }

    /** @param key of a map; empty in a list */
    void value(String key, Value value) {
        parts.add(new Part(null, key, value, null));
    }

    /** @param key of a map; empty in a list */
    void block(String key, YamlBlock block) {
        parts.add(new Part(null, key, null, block));
    }

    Value whole() {
        return isMap
                ? map()
                : new Sequence(parts.stream().map(YamlBlock::element).toList());
    }

    Mapping map() {
        return new Mapping(parts.stream().map(YamlBlock::entry).toList());
    }

    private static Entry entry(Part part) {
        return part.comment != null ? part.comment : new Pair(part.key, value(part));
    }

    private static Element element(Part part) {
        return part.comment != null ? part.comment : value(part);
    }

    private static Value value(Part part) {
        if (part.value != null) {
            return part.value;
        }
        if (part.block != null) {
            return part.block.whole();
        }
        throw new IllegalStateException("a part is a comment, a value or a block");
    }
}
