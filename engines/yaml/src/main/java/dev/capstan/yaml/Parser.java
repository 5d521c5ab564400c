package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds documents by recursive descent. It accepts what the YAML library of kustomize accepts, and refuses what that
 * library or the first use of its result would refuse: keys that are no scalars, keys written twice, text after a
 * document separator.
 */
final class Parser {
    private static final int NO_INDENT = -1;

    /** What stands before a value: {@code &name} and {@code !tag}. */
    private record Properties(
            @Nullable String anchor, @Nullable String tag) {
        static final Properties NONE = new Properties(null, null);
    }

    /** An anchored value with its size and height as if all aliases were written out. */
    private record Anchored(YamlNode node, long size, int height) {}

    private final Scanner in;
    private final String file;
    private final Limits limits;
    private final boolean lastKeyWins;

    private Map<String, Anchored> anchors = Map.of();
    private Map<String, String> tagPrefixes = Map.of();
    private long nodes;
    private long aliased;
    private int depth;
    private int deepest;

    /** Entries of all collections that are being read, innermost last. */
    private YamlNode[] stack = new YamlNode[64];

    private int top;

    /** Where to note the extent of every node; null when nobody asks. */
    private final @Nullable IdentityHashMap<YamlNode, Span> spans;

    Parser(String file, byte[] text, Limits limits, @Nullable IdentityHashMap<YamlNode, Span> spans) {
        this(file, text, limits, spans, false);
    }

    Parser(
            String file,
            byte[] text,
            Limits limits,
            @Nullable IdentityHashMap<YamlNode, Span> spans,
            boolean lastKeyWins) {
        this.spans = spans;
        this.file = file;
        this.limits = limits;
        this.lastKeyWins = lastKeyWins;
        this.in = new Scanner(file, SourceText.yaml(file, text, limits));
    }

    // documents

    List<YamlDocument> documents() {
        List<YamlDocument> documents = new ArrayList<>();
        boolean first = true;
        while (true) {
            in.toNextToken(false, false);
            boolean started = documentStart(first);
            first = false;
            if (in.atEnd() && !started) {
                return documents;
            }
            YamlNode root = blockNode(NO_INDENT, !started || in.line != in.contentLine, false, started);
            in.toNextToken(true, false);
            if (!in.atEnd() && !in.atDocumentMarker()) {
                throw in.fail(
                        "this line does not belong to the value above",
                        "check the indentation, or put --- before a new document");
            }
            if (in.atDocumentMarker() && in.current() == '.') {
                endMarkers();
            }
            if (!root.isNull()) {
                documents.add(new YamlDocument(root, new Origin(file, root.line(), documents.size())));
            }
            anchors = Map.of();
        }
    }

    /** Behind {@code ...} only a new document may stand; kustomize would drop anything else without a word. */
    private void endMarkers() {
        while (in.atDocumentMarker() && in.current() == '.') {
            in.pos += 3;
            in.contentLine = in.line;
            in.toNextToken(true, false);
        }
        boolean next = in.column() == 0 && (in.current() == '-' || in.current() == '%');
        if (!in.atEnd() && !next) {
            throw in.fail("text must not stand behind the end marker ...", "put --- before a new document");
        }
    }

    /** Reads directives and {@code ---}; true when there was one. */
    private boolean documentStart(boolean first) {
        tagPrefixes = Map.of();
        boolean directives = false;
        while (in.current() == '%' && in.column() == 0) {
            directive();
            directives = true;
            in.toNextToken(false, false);
        }
        if (in.current() == '-' && in.column() == 0 && in.bytes[in.pos + 1] == '-' && in.bytes[in.pos + 2] == '-') {
            if (in.atDocumentMarker()) {
                in.pos += 3;
                in.contentLine = in.line;
                int line = in.line;
                int at = in.pos;
                in.skipBlanks();
                byte next = in.current();
                if (!first && next != '\n' && next != '#' && next != 0) {
                    throw in.fail("text must not stand behind the document separator ---", "put it on the next line");
                }
                in.pos = at;
                in.line = line;
                return true;
            }
            if (!first) {
                throw in.fail("a line that starts with --- is no valid document separator", "write --- alone");
            }
        }
        if (directives) {
            throw in.fail("a directive must be followed by ---", "");
        }
        return false;
    }

    private void directive() {
        int start = in.pos;
        int end = start;
        while (in.bytes[end] != '\n' && in.bytes[end] != 0) {
            end++;
        }
        String text = new String(in.bytes, start, end - start, StandardCharsets.UTF_8);
        String[] words = text.split(" +");
        if (words[0].equals("%YAML") && words.length >= 2 && words[1].startsWith("1.")) {
            in.pos = end;
        } else if (words[0].equals("%TAG") && words.length >= 3) {
            tagPrefixes = new HashMap<>(tagPrefixes);
            tagPrefixes.put(words[1], words[2]);
            in.pos = end;
        } else {
            throw in.fail(
                    "a line that starts with % must be a %YAML 1.x or %TAG directive", "quote text that starts with %");
        }
    }

    // block values

    /**
     * Reads the value behind an indicator, or at the start of a document.
     *
     * @param parent column of the collection the value belongs to
     * @param compact whether a map or list may start on the current line, as after {@code -}
     * @param indentless whether a list may stand at the column of the parent, as after a key
     * @param tabsAllowed whether tabs may stand before the value
     */
    private YamlNode blockNode(int parent, boolean compact, boolean indentless, boolean tabsAllowed) {
        int emptyLine = in.line;
        int emptyColumn = in.markColumn();
        in.toNextToken(tabsAllowed, false);
        if (endsBefore(parent, indentless)) {
            return scalar("", ScalarStyle.PLAIN, Properties.NONE, emptyLine, emptyColumn);
        }
        return blockContent(parent, compact, indentless);
    }

    /** True when the next text, on a line of its own, no longer belongs to a value below {@code parent}. */
    private boolean endsBefore(int parent, boolean indentless) {
        if (in.atEnd()) {
            return true;
        }
        if (!in.isFirstOnLine()) {
            return false;
        }
        int column = in.column();
        if (column <= parent) {
            return !(indentless && column == parent && in.current() == '-' && in.isIndicator());
        }
        return column == 0 && in.atDocumentMarker();
    }

    private YamlNode blockContent(int parent, boolean compact, boolean indentless) {
        int line = in.line;
        int column = in.column();
        int markColumn = in.markColumn();
        int start = in.pos;
        boolean mayOpen = compact || in.isFirstOnLine();
        Properties properties = Properties.NONE;
        boolean anchored = in.current() == '&' || in.current() == '!';
        long nodesBefore = nodes;
        int deepestBefore = deepest;
        if (anchored) {
            deepest = depth;
            properties = properties(false);
            in.toNextToken(true, false);
            if (in.line != line) {
                YamlNode node = endsBefore(parent, indentless)
                        ? scalar("", ScalarStyle.PLAIN, properties, line, markColumn)
                        : tagged(blockContent(parent, true, indentless), properties);
                return anchor(node, properties, nodesBefore, deepestBefore);
            }
            if (in.atEnd()) {
                return anchor(
                        scalar("", ScalarStyle.PLAIN, properties, line, markColumn),
                        properties,
                        nodesBefore,
                        deepestBefore);
            }
        }
        byte b = in.current();
        YamlNode node;
        switch (b) {
            case '[', '{' -> {
                node = flow(b);
                refuseAsKey(line, markColumn);
            }
            case '|', '>' -> {
                ScalarStyle style = b == '|' ? ScalarStyle.LITERAL : ScalarStyle.FOLDED;
                node = scalar(in.block(parent), style, properties, line, markColumn);
            }
            case '-' -> {
                if (in.isIndicator()) {
                    requireOpen(mayOpen && !anchored, "a list");
                    return blockList(column, indentless && column == parent, line, markColumn);
                }
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
            case '?' -> {
                if (in.isIndicator()) {
                    requireOpen(mayOpen && !anchored, "a map");
                    return blockMap(column, line, markColumn, null);
                }
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
            default -> {
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
        }
        return anchored ? anchor(tagged(node, properties), properties, nodesBefore, deepestBefore) : node;
    }

    /** Reads a scalar that may turn out to be the first key of a map. */
    private YamlNode plainOrMap(
            int parent,
            boolean mayOpen,
            int column,
            int start,
            Properties properties,
            long nodesBefore,
            int deepestBefore) {
        int line = in.line;
        int markColumn = in.markColumn();
        YamlNode value = scalarOrAlias(parent + 1, false, properties);
        YamlNode node = properties == Properties.NONE ? value : anchor(value, properties, nodesBefore, deepestBefore);
        if (!atKeyColon()) {
            return node;
        }
        if (in.multiLine || in.line != line || in.isTooLongForKey(start)) {
            throw in.fail(
                    "a colon with a blank behind it must not stand in text without quotes that spans lines",
                    "quote the text, or check the indentation of this line");
        }
        if (!mayOpen) {
            throw in.fail(
                    "a second \": \" on one line starts no map here",
                    "quote the value when it is text, or put the inner key on its own line");
        }
        return blockMap(column, line, markColumn, key(node));
    }

    private boolean atKeyColon() {
        if (in.line != in.contentLine) {
            return false;
        }
        in.skipBlanks();
        return in.current() == ':' && in.isIndicator();
    }

    private YamlScalar key(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar;
        }
        throw in.fail(node.line(), node.column(), "a map or list cannot be a key", "use text as the key");
    }

    private void refuseAsKey(int line, int column) {
        if (atKeyColon()) {
            throw in.fail(
                    line,
                    column,
                    "a map or list in brackets cannot be a key",
                    "quote the value when it is a template such as {{ name }}");
        }
    }

    private void requireOpen(boolean allowed, String what) {
        if (!allowed) {
            throw in.fail(what + " must not start on this line", "start it on a line of its own");
        }
    }

    private YamlMap blockMap(int column, int line, int markColumn, @Nullable YamlScalar firstKey) {
        enter();
        int base = top;
        YamlScalar key = firstKey;
        while (true) {
            if (key == null && in.current() == '?' && in.isIndicator()) {
                explicitEntry(column);
            } else {
                if (key == null) {
                    key = blockKey(column);
                }
                in.pos++;
                in.endToken();
                push(key);
                push(blockNode(column, false, true, true));
                key = null;
            }
            if (!nextEntry(column)) {
                break;
            }
        }
        depth--;
        return map(base, CollectionStyle.BLOCK, line, markColumn);
    }

    private YamlScalar blockKey(int column) {
        int line = in.line;
        int start = in.pos;
        byte b = in.current();
        if (b == '-' && in.isIndicator()) {
            throw in.fail("a list item stands where a key is expected", "indent it below its key, or remove the -");
        }
        if (b == ':' && in.isIndicator()) {
            throw in.fail("the key before the colon is missing", "");
        }
        if (b == '[' || b == '{') {
            throw in.fail("a map or list in brackets cannot be a key", "quote it when it is text");
        }
        long nodesBefore = nodes;
        int deepestBefore = deepest;
        Properties properties = b == '&' || b == '!' ? properties(false) : Properties.NONE;
        in.skipBlanks();
        YamlNode node = scalarOrAlias(column + 1, false, properties);
        if (properties != Properties.NONE) {
            node = anchor(node, properties, nodesBefore, deepestBefore);
        }
        if (!atKeyColon() || in.line != line || in.isTooLongForKey(start)) {
            throw in.fail(
                    line,
                    column + 1,
                    "a key must be followed by a colon and a blank",
                    "add the colon, or check the indentation of this line");
        }
        return key(node);
    }

    /** {@code ? key} with its {@code : value} on another line. */
    private void explicitEntry(int column) {
        in.pos++;
        push(key(blockNode(column, true, false, false)));
        in.toNextToken(true, false);
        if (!in.atEnd() && in.column() == column && in.current() == ':' && in.isIndicator()) {
            in.pos++;
            in.endToken();
            push(blockNode(column, true, false, false));
        } else {
            push(scalar("", ScalarStyle.PLAIN, Properties.NONE, in.line, in.markColumn()));
        }
    }

    /** Goes behind a value of a block collection: true at the next entry, false when the collection has ended. */
    private boolean nextEntry(int column) {
        in.toNextToken(true, false);
        if (in.atEnd()) {
            return false;
        }
        if (!in.isFirstOnLine()) {
            throw in.fail(
                    "unexpected text behind a value", "quote the whole value, or start the text with # for a comment");
        }
        int found = in.column();
        if (found < column || found == 0 && in.atDocumentMarker()) {
            return false;
        }
        if (found > column) {
            throw in.fail(
                    "this line is indented by " + found + " but the entries above start at " + column,
                    "align it with the line it belongs to");
        }
        return true;
    }

    private YamlList blockList(int column, boolean indentless, int line, int markColumn) {
        enter();
        int base = top;
        do {
            in.pos++;
            in.endToken();
            push(blockNode(column, true, false, false));
        } while (nextItem(column, indentless));
        depth--;
        return list(base, CollectionStyle.BLOCK, line, markColumn);
    }

    private boolean nextItem(int column, boolean indentless) {
        if (!nextEntry(column)) {
            return false;
        }
        if (in.current() == '-' && in.isIndicator()) {
            return true;
        }
        if (indentless) {
            return false;
        }
        throw in.fail("a list item must start with \"- \"", "add the dash, or check the indentation");
    }

    // flow values

    private YamlNode flow(byte open) {
        enter();
        int line = in.line;
        int markColumn = in.markColumn();
        int base = top;
        in.pos++;
        YamlNode node;
        if (open == '[') {
            flowItems(line, markColumn);
            node = list(base, CollectionStyle.FLOW, line, markColumn);
        } else {
            flowEntries(line, markColumn);
            node = map(base, CollectionStyle.FLOW, line, markColumn);
        }
        depth--;
        return node;
    }

    private void flowItems(int openLine, int openColumn) {
        while (true) {
            toFlowToken(openLine, openColumn);
            if (in.current() == ']') {
                in.pos++;
                in.endToken();
                return;
            }
            int line = in.line;
            int column = in.markColumn();
            int start = in.pos;
            YamlNode item = flowNode();
            toFlowToken(openLine, openColumn);
            if (in.current() == ':' && in.line == line && !in.isTooLongForKey(start)) {
                int base = top;
                push(key(item));
                in.pos++;
                push(flowValue(openLine, openColumn));
                item = map(base, CollectionStyle.FLOW, line, column);
                toFlowToken(openLine, openColumn);
            }
            push(item);
            if (!flowSeparator(']')) {
                return;
            }
        }
    }

    private void flowEntries(int openLine, int openColumn) {
        while (true) {
            toFlowToken(openLine, openColumn);
            if (in.current() == '}') {
                in.pos++;
                in.endToken();
                return;
            }
            int line = in.line;
            int start = in.pos;
            push(key(flowNode()));
            toFlowToken(openLine, openColumn);
            if (in.current() == ':' && in.line == line && !in.isTooLongForKey(start)) {
                in.pos++;
                push(flowValue(openLine, openColumn));
                toFlowToken(openLine, openColumn);
            } else {
                push(emptyInFlow());
            }
            if (!flowSeparator('}')) {
                return;
            }
        }
    }

    private YamlNode flowValue(int openLine, int openColumn) {
        toFlowToken(openLine, openColumn);
        byte b = in.current();
        if (b == ',' || b == '}' || b == ']') {
            return emptyInFlow();
        }
        return flowNode();
    }

    /** A missing value between brackets: kustomize makes the empty string of it, everybody else null. */
    private YamlScalar emptyInFlow() {
        nodes++;
        return noted(new YamlScalar("", ScalarKind.STRING, ScalarStyle.PLAIN, in.line, in.markColumn()));
    }

    /** Behind an entry: true when a comma says that there may be more, false behind the closing bracket. */
    private boolean flowSeparator(char close) {
        byte b = in.current();
        if (b == ',') {
            in.pos++;
            return true;
        }
        if (b == close) {
            in.pos++;
            in.endToken();
            return false;
        }
        throw in.fail("a comma or " + close + " is expected here", "quote text that holds brackets, commas or quotes");
    }

    private void toFlowToken(int openLine, int openColumn) {
        in.toNextToken(true, true);
        if (in.atEnd() || in.atDocumentMarker()) {
            throw in.fail(openLine, openColumn, "this bracket is never closed", "add the closing bracket");
        }
    }

    private YamlNode flowNode() {
        int line = in.line;
        int markColumn = in.markColumn();
        Properties properties = Properties.NONE;
        long nodesBefore = nodes;
        int deepestBefore = deepest;
        if (in.current() == '&' || in.current() == '!') {
            deepest = depth;
            properties = properties(true);
            toFlowToken(line, markColumn);
        }
        byte b = in.current();
        YamlNode node;
        if (b == '[' || b == '{') {
            node = tagged(flow(b), properties);
        } else if (b == ',' || b == ']' || b == '}' || b == ':' || b == '?') {
            if (properties == Properties.NONE) {
                throw in.fail("a value is missing before " + (char) b, "quote text that starts with " + (char) b);
            }
            node = scalar("", ScalarStyle.PLAIN, properties, line, markColumn);
        } else {
            node = scalarOrAlias(0, true, properties);
        }
        return properties == Properties.NONE ? node : anchor(node, properties, nodesBefore, deepestBefore);
    }

    // scalars and aliases

    private YamlNode scalarOrAlias(int indent, boolean inFlow, Properties properties) {
        int line = in.line;
        int markColumn = in.markColumn();
        byte b = in.current();
        return switch (b) {
            case '"' -> scalar(in.quoted(), ScalarStyle.DOUBLE_QUOTED, properties, line, markColumn);
            case '\'' -> scalar(in.quoted(), ScalarStyle.SINGLE_QUOTED, properties, line, markColumn);
            case '*' -> alias(properties, line, markColumn);
            case '%', '@', '`', '|', '>', ',', ']', '}', '&', '!' ->
                throw in.fail("a value must not start with " + (char) b, "quote the value");
            case ':', '-', '?' -> {
                if (in.isIndicator()) {
                    throw in.fail((char) b + " followed by a blank must not stand here", "quote it when it is text");
                }
                yield scalar(in.plain(indent, inFlow), ScalarStyle.PLAIN, properties, line, markColumn);
            }
            default -> scalar(in.plain(indent, inFlow), ScalarStyle.PLAIN, properties, line, markColumn);
        };
    }

    private YamlNode alias(Properties properties, int line, int markColumn) {
        in.multiLine = false;
        String name = in.anchorName();
        if (properties != Properties.NONE) {
            throw in.fail(line, markColumn, "an alias must not have a tag or an anchor of its own", "");
        }
        Anchored target = anchors.get(name);
        if (target == null) {
            throw in.fail(
                    line,
                    markColumn,
                    "no anchor &" + name + " is defined before this place",
                    "define it earlier in the same document, or quote the value when it is text");
        }
        nodes += target.size;
        aliased += target.size;
        deepest = Math.max(deepest, depth + target.height);
        if (aliased > limits.aliasedNodes()) {
            throw in.fail(
                    line,
                    markColumn,
                    "the aliases stand for more than " + limits.aliasedNodes() + " values",
                    "write the values out, or use fewer aliases");
        }
        if (deepest > limits.depth()) {
            throw tooDeep(line, markColumn);
        }
        return target.node;
    }

    private YamlScalar scalar(String text, ScalarStyle style, Properties properties, int line, int column) {
        nodes++;
        if (properties.tag != null && !properties.tag.equals("!")) {
            return noted(taggedScalar(text, style, properties.tag, line, column));
        }
        ScalarKind kind = style == ScalarStyle.PLAIN ? ScalarResolver.kyaml(text) : ScalarKind.STRING;
        return noted(new YamlScalar(text, kind, style, line, column));
    }

    private YamlScalar taggedScalar(String text, ScalarStyle style, String tag, int line, int column) {
        ScalarStyle quoted = style == ScalarStyle.PLAIN ? ScalarStyle.DOUBLE_QUOTED : style;
        return switch (longTag(tag, line, column)) {
            case "tag:yaml.org,2002:binary" ->
                new YamlScalar(decoded(text, line, column), ScalarKind.STRING, quoted, line, column);
            case "tag:yaml.org,2002:int" -> typed(text, ScalarKind.INT, line, column);
            case "tag:yaml.org,2002:float" -> typed(text, ScalarKind.FLOAT, line, column);
            case "tag:yaml.org,2002:bool" -> typed(text, ScalarKind.BOOL, line, column);
            case "tag:yaml.org,2002:null" -> typed(text, ScalarKind.NULL, line, column);
            case "tag:yaml.org,2002:timestamp" -> typed(text, ScalarKind.TIMESTAMP, line, column);
            default -> new YamlScalar(text, ScalarKind.STRING, quoted, line, column);
        };
    }

    private YamlScalar typed(String text, ScalarKind wanted, int line, int column) {
        ScalarKind kind = ScalarResolver.kyaml(text);
        boolean oldBoolean = wanted == ScalarKind.BOOL && ScalarResolver.isOldBoolean(text);
        if (kind == wanted || oldBoolean || kind == ScalarKind.INT && wanted == ScalarKind.FLOAT) {
            return new YamlScalar(text, wanted, ScalarStyle.PLAIN, line, column);
        }
        throw in.fail(
                line,
                column,
                "the tag says " + wanted + ", but the value is none",
                "remove the tag or correct the value");
    }

    private String decoded(String text, int line, int column) {
        try {
            String compact = text.replace("\n", "").replace("\r", "");
            return new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw in.fail(line, column, "the value is tagged as binary but is no base64", "encode it again");
        }
    }

    // anchors and tags

    private Properties properties(boolean inFlow) {
        String anchor = null;
        String tag = null;
        while (true) {
            if (in.current() == '&' && anchor == null) {
                anchor = in.anchorName();
            } else if (in.current() == '!' && tag == null) {
                tag = in.tag(inFlow);
                longTag(tag, in.line, in.markColumn());
            } else {
                return new Properties(anchor, tag);
            }
            in.skipBlanks();
        }
    }

    /** The full name of a tag. */
    private String longTag(String tag, int line, int column) {
        if (tag.startsWith("!<")) {
            return tag.substring(2, tag.length() - 1);
        }
        int end = tag.indexOf('!', 1);
        String handle = end < 0 ? "!" : tag.substring(0, end + 1);
        String prefix = tagPrefixes.get(handle);
        if (prefix != null) {
            return prefix + tag.substring(handle.length());
        }
        if (handle.equals("!!")) {
            return "tag:yaml.org,2002:" + tag.substring(2);
        }
        if (end > 0) {
            throw in.fail(line, column, "no %TAG directive defines " + handle, "remove the tag");
        }
        return tag;
    }

    /** Tags of maps and lists have no meaning here; they are dropped. */
    private static YamlNode tagged(YamlNode node, Properties properties) {
        boolean isText = "!!str".equals(properties.tag) || "!".equals(properties.tag);
        if (isText && node instanceof YamlScalar scalar && !scalar.isString()) {
            return new YamlScalar(
                    scalar.text(), ScalarKind.STRING, ScalarStyle.DOUBLE_QUOTED, scalar.line(), scalar.column());
        }
        return node;
    }

    private YamlNode anchor(YamlNode node, Properties properties, long nodesBefore, int deepestBefore) {
        if (properties.anchor != null) {
            if (anchors.isEmpty()) {
                anchors = new HashMap<>();
            }
            int height = Math.max(0, deepest - depth);
            anchors.put(properties.anchor, new Anchored(node, Math.max(1, nodes - nodesBefore), height));
        }
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    // building

    private void enter() {
        depth++;
        nodes++;
        deepest = Math.max(deepest, depth);
        if (depth > limits.depth()) {
            throw tooDeep(in.line, in.markColumn());
        }
    }

    private YamlSyntaxException tooDeep(int line, int column) {
        return in.fail(
                line,
                column,
                "maps and lists are nested deeper than " + limits.depth() + " levels",
                "flatten the document");
    }

    private <T extends YamlNode> T noted(T node) {
        if (spans != null) {
            spans.put(node, new Span(node.line(), node.column(), in.endLine(), in.endColumn()));
        }
        return node;
    }

    private void push(YamlNode node) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, top * 2);
        }
        stack[top++] = node;
    }

    private YamlList list(int base, CollectionStyle style, int line, int column) {
        YamlNode[] items = Arrays.copyOfRange(stack, base, top);
        top = base;
        return noted(new YamlList(items, style, line, column));
    }

    private YamlMap map(int base, CollectionStyle style, int line, int column) {
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
        return key.style() == ScalarStyle.PLAIN && key.text().equals("<<");
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

    /** Puts the entries of the maps that {@code <<} names behind the map's own; its own ones win, then earlier maps. */
    private YamlMap merged(YamlMap map, YamlScalar mergeKey) {
        YamlNode sources = map.get("<<");
        YamlMap.Builder all = YamlMap.builder().like(map).putAll(map.without("<<"));
        if (sources instanceof YamlMap source) {
            mergeAbsent(all, source);
        } else if (sources instanceof YamlList list) {
            for (YamlNode item : list) {
                if (!(item instanceof YamlMap source)) {
                    throw badMerge(mergeKey);
                }
                mergeAbsent(all, source);
            }
        } else {
            throw badMerge(mergeKey);
        }
        return all.build();
    }

    private static void mergeAbsent(YamlMap.Builder all, YamlMap source) {
        for (YamlEntry entry : source.entries()) {
            all.putIfAbsent(entry.key(), entry.value());
        }
    }

    private YamlSyntaxException badMerge(YamlScalar key) {
        return in.fail(key.line(), key.column(), "<< needs a map or a list of maps", "quote it when it is text");
    }
}
