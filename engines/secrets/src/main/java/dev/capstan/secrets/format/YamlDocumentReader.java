package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.CommentedYaml;
import dev.capstan.yaml.MarkedYaml;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlComment;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the tree of one document of a text: its values, and its comments where they belong. */
final class YamlDocumentReader {
    private final CommentedYaml yaml;
    private final List<String> lines;
    private final int number;
    private final Deque<YamlComment> comments;
    private final Deque<MarkedYaml.Alias> aliases;
    private final Deque<YamlBlock> open = new ArrayDeque<>();

    /** Where the last thing that was read began. */
    private int line;

    private int column;
    private YamlGap.Before before;

    /**
     * Reads one document after the other.
     *
     * @param lines of the text
     * @param allComments from this document on; those of this one are taken away
     * @param allAliases the same
     */
    YamlDocumentReader(
            CommentedYaml yaml,
            List<String> lines,
            int number,
            Deque<YamlComment> allComments,
            Deque<MarkedYaml.Alias> allAliases) {
        this.yaml = yaml;
        this.lines = lines;
        this.number = number;
        int end = end();
        this.comments = taken(allComments, comment -> comment.line() < end);
        this.aliases = taken(allAliases, alias -> alias.span().line() < end);
        this.line = number == 0 ? 0 : yaml.documents().get(number).line();
        this.before = new YamlGap.Before(0, false, List.of());
    }

    private static <T> Deque<T> taken(Deque<T> all, Predicate<T> isMine) {
        var mine = new ArrayDeque<T>();
        while (!all.isEmpty() && isMine.test(all.getFirst())) {
            mine.add(all.removeFirst());
        }
        return mine;
    }

    /** The line at which the next document begins. */
    private int end() {
        return isLast() ? Integer.MAX_VALUE : yaml.documents().get(number + 1).line();
    }

    private boolean isLast() {
        return number + 1 == yaml.documents().size();
    }

    Mapping document() throws FormatException {
        YamlNode node = yaml.documents().get(number).root();
        var root = new YamlBlock(true, 0);
        switch (node) {
            case YamlMap map -> collection(map, map.style(), root);
            case YamlScalar scalar when scalar.isNull() -> {}
            case YamlList _, YamlScalar _ ->
                throw new FormatException("line " + node.line() + ": a document must be a map of keys and values; put "
                        + (node instanceof YamlList ? "the list" : "the value") + " below a key");
        }
        if (!comments.isEmpty()) {
            gap(end(), isLast() ? -1 : 0, root);
        }
        return root.map();
    }

    private void collection(YamlNode node, CollectionStyle style, YamlBlock out) throws FormatException {
        if (style == CollectionStyle.FLOW) {
            flow(node, out);
            return;
        }
        open.push(out);
        switch (node) {
            case YamlMap map -> blockMap(map, out);
            case YamlList list -> blockList(list, out);
            case YamlScalar _ -> throw new IllegalStateException("a scalar is not a collection");
        }
        open.pop();
    }

    private void blockMap(YamlMap map, YamlBlock out) throws FormatException {
        for (int i = 0; i < map.size(); i++) {
            YamlScalar key = map.keyAt(i);
            String name = YamlValues.key(key);
            if (!isAhead(key)) { // came out of a merge
                out.value(name, YamlValues.YAML.of(map.valueAt(i)));
                continue;
            }
            gap(key.line(), key.column() - 1, out);
            passed(key, true);
            pair(name, map.valueAt(i), out);
        }
    }

    private void pair(String key, YamlNode value, YamlBlock out) throws FormatException {
        boolean isBlock = isBlockCollection(value) && isAhead(value);
        boolean continues = line == valueLine(value) && !isBlock && !isMissing(value);
        if (!continues) {
            onLine(line).ifPresent(comment -> out.comment(new Comment(comment.text())));
        }
        if (isBlock) {
            var child = new YamlBlock(value instanceof YamlMap, value.column() - 1);
            out.block(key, child);
            collection(value, CollectionStyle.BLOCK, child);
        } else {
            leaf(key, value, out);
        }
    }

    private void blockList(YamlList list, YamlBlock out) throws FormatException {
        for (YamlNode item : list) {
            int dash = dashLine(valueLine(item), list.column() - 1);
            gap(dash, list.column() - 1, out);
            line = dash;
            column = list.column();
            before = new YamlGap.Before(dash, true, blocks());
            if (isBlockCollection(item) && isAhead(item)) {
                var child = new YamlBlock(item instanceof YamlMap, item.column() - 1);
                out.block("", child);
                collection(item, CollectionStyle.BLOCK, child);
            } else {
                leaf("", item, out);
            }
        }
    }

    /** Adds what is not a block: a scalar, an alias, a collection in brackets. */
    private void leaf(String key, YamlNode value, YamlBlock out) throws FormatException {
        if (!isMissing(value)) {
            upTo(valueLine(value), valueColumn(value), out);
        }
        if (value instanceof YamlScalar scalar && isAhead(scalar)) {
            boolean isLiteral = scalar.style() == ScalarStyle.LITERAL || scalar.style() == ScalarStyle.FOLDED;
            var beside = isLiteral ? onLine(scalar.line()) : Optional.<YamlComment>empty();
            passed(scalar, isMissing(scalar) && before.isKey());
            beside.or(() -> isMissing(scalar) ? Optional.empty() : onLine(before.line()))
                    .ifPresent(comment -> out.comment(new Comment(comment.text(), true)));
            out.value(key, YamlValues.YAML.scalar(scalar));
        } else if (!isAhead(value)) {
            alias(value).ifPresent(this::passed);
            onLine(before.line()).ifPresent(comment -> out.comment(new Comment(comment.text(), true)));
            out.value(key, YamlValues.YAML.of(value));
        } else {
            var child = new YamlBlock(value instanceof YamlMap, -1);
            flow(value, child);
            onLine(before.line()).ifPresent(comment -> {
                if (key.isEmpty()) {
                    out.comment(new Comment(comment.text(), true));
                } else {
                    child.commentAtStart(new Comment(comment.text()));
                }
            });
            out.block(key, child);
        }
    }

    /** Adds what is in brackets. */
    private void flow(YamlNode node, YamlBlock out) throws FormatException {
        Span span = yaml.marks().span(node).orElse(new Span(node.line(), node.column(), node.line(), node.column()));
        if (node instanceof YamlMap map) {
            for (int i = 0; i < map.size(); i++) {
                flowItem(YamlValues.key(map.keyAt(i)), map.valueAt(i), out);
            }
        } else if (node instanceof YamlList list) {
            for (YamlNode item : list) {
                flowItem("", item, out);
            }
        }
        upTo(span.endLine(), span.endColumn(), out);
        passed(span);
    }

    private void flowItem(String key, YamlNode value, YamlBlock out) throws FormatException {
        if (!isAhead(value)) {
            alias(value).ifPresent(this::passed);
            out.value(key, YamlValues.YAML.of(value));
            return;
        }
        upTo(value.line(), value.column(), out);
        if (value instanceof YamlScalar scalar) {
            passed(scalar, false);
            out.value(key, YamlValues.YAML.scalar(scalar));
        } else {
            var child = new YamlBlock(value instanceof YamlMap, -1);
            flow(value, child);
            out.block(key, child);
        }
    }

    // comments

    private void gap(int toLine, int toColumn, YamlBlock block) {
        var between = new ArrayList<YamlComment>();
        while (!comments.isEmpty() && isBefore(comments.getFirst(), toLine, toColumn + 1)) {
            between.add(comments.removeFirst());
        }
        if (!between.isEmpty()) {
            new YamlGap(between, before, new YamlGap.After(toLine, toColumn, block)).place();
        }
    }

    /** Adds all comments before a place. */
    private void upTo(int toLine, int toColumn, YamlBlock out) {
        while (!comments.isEmpty() && isBefore(comments.getFirst(), toLine, toColumn)) {
            out.comment(new Comment(comments.removeFirst().text()));
        }
    }

    /** The comment that stands behind something on a line. */
    private Optional<YamlComment> onLine(int ofLine) {
        return !comments.isEmpty()
                        && comments.getFirst().line() == ofLine
                        && !comments.getFirst().ownLine()
                ? Optional.of(comments.removeFirst())
                : Optional.empty();
    }

    private static boolean isBefore(YamlComment comment, int toLine, int toColumn) {
        return comment.line() < toLine || comment.line() == toLine && comment.column() < toColumn;
    }

    // places

    private static boolean isBlockCollection(YamlNode node) {
        return switch (node) {
            case YamlMap map -> map.style() == CollectionStyle.BLOCK;
            case YamlList list -> list.style() == CollectionStyle.BLOCK;
            case YamlScalar _ -> false;
        };
    }

    private static boolean isMissing(YamlNode node) {
        return node instanceof YamlScalar scalar
                && scalar.style() == ScalarStyle.PLAIN
                && scalar.text().isEmpty();
    }

    /** Whether a node stands behind what was read; it does not when an alias or a merge brought it here. */
    private boolean isAhead(YamlNode node) {
        return node.line() > line || node.line() == line && node.column() >= column;
    }

    /** Where the alias stands that brought a node here. Those before it were for merges, or keys. */
    private Optional<Span> alias(YamlNode node) {
        while (!aliases.isEmpty()
                && (aliases.getFirst().target() != node
                        || isPassed(aliases.getFirst().span()))) {
            aliases.removeFirst();
        }
        return aliases.isEmpty()
                ? Optional.empty()
                : Optional.of(aliases.getFirst().span());
    }

    private boolean isPassed(Span span) {
        return span.line() < line || span.line() == line && span.column() <= column;
    }

    private int valueLine(YamlNode node) {
        return isAhead(node) ? node.line() : alias(node).map(Span::line).orElse(line);
    }

    private int valueColumn(YamlNode node) {
        return isAhead(node) ? node.column() : alias(node).map(Span::column).orElse(column);
    }

    /** The line of a dash, which may be above its item. */
    private int dashLine(int item, int dashColumn) {
        for (int at = item; at > line; at--) {
            String text = at <= lines.size() ? lines.get(at - 1) : "";
            if (text.length() > dashColumn && text.charAt(dashColumn) == '-') {
                return at;
            }
        }
        return item;
    }

    /** Nobody asks for the blocks when no comment is left. */
    private List<YamlBlock> blocks() {
        return comments.isEmpty() ? List.of() : List.copyOf(open);
    }

    private void passed(YamlNode node, boolean isKey) {
        Span span = yaml.marks().span(node).orElse(new Span(node.line(), node.column(), node.line(), node.column()));
        line = node.line();
        column = node.column();
        before = new YamlGap.Before(span.endLine(), isKey, blocks());
    }

    private void passed(Span span) {
        line = span.line();
        column = span.column();
        before = new YamlGap.Before(span.endLine(), false, blocks());
    }
}
