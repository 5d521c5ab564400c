package dev.capstan.yaml;

import java.util.HashMap;
import java.util.Map;

/** Reads the leaves of a document, text and aliases, and keeps count of how much all values together are. */
final class ScalarParser {
    /** An anchored value with its size and height as if all aliases were written out. */
    private record Anchored(YamlNode node, long size, int height) {}

    private final Scanner in;
    private final Limits limits;
    private final Tags tags;
    private final NodeBuilder built;
    private Map<String, Anchored> anchors = Map.of();

    /** Values so far, those behind aliases included. */
    long nodes;

    private long aliased;
    /** Maps and lists that are open now. */
    int depth;
    /** The most that were ever open since somebody set it back, those behind aliases included. */
    int deepest;

    ScalarParser(Scanner in, Limits limits, Tags tags, NodeBuilder built) {
        this.in = in;
        this.limits = limits;
        this.tags = tags;
        this.built = built;
    }

    /** A new document begins: anchors concern one document only. */
    void forgetAnchors() {
        anchors = Map.of();
    }

    /** Reads text or an alias at the current position. */
    YamlNode scalarOrAlias(int indent, boolean inFlow, NodeProperties properties) {
        int line = in.line;
        int markColumn = in.markColumn();
        byte b = in.current();
        return switch (b) {
            case '"' -> scalar(in.quoted(), ScalarStyle.DOUBLE_QUOTED, properties, line, markColumn);
            case '\'' -> scalar(in.quoted(), ScalarStyle.SINGLE_QUOTED, properties, line, markColumn);
            case '*' -> alias(properties, line, markColumn);
            case '%', '@', '`', '|', '>', ',', ']', '}', '&', '!' ->
                throw in.fail("a value must not start with " + (char) b, "quote the value")
                        .withGoText(noScalar(b));
            case ':', '-', '?' -> {
                if (in.isIndicator()) {
                    throw in.fail((char) b + " followed by a space is not allowed here", "quote it when it is text")
                            .withGoText(noIndicator(b, inFlow));
                }
                yield scalar(in.plain(indent, inFlow), ScalarStyle.PLAIN, properties, line, markColumn);
            }
            default -> scalar(in.plain(indent, inFlow), ScalarStyle.PLAIN, properties, line, markColumn);
        };
    }

    private YamlNode alias(NodeProperties properties, int line, int markColumn) {
        in.multiLine = false;
        String name = in.anchorName();
        if (properties != NodeProperties.NONE) {
            throw in.fail(line, markColumn, "an alias must not have a tag or an anchor of its own", "")
                    .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_CONTENT, line, line));
        }
        Anchored target = anchors.get(name);
        if (target == null) {
            throw in.fail(
                            line,
                            markColumn,
                            "no anchor &" + name + " is defined before this place",
                            "define it earlier in the same document, or quote the value when it is text")
                    .withGoText(GoYamlFault.anywhere("unknown anchor '" + name + "' referenced"));
        }
        nodes += target.size;
        aliased += target.size;
        deepest = Math.max(deepest, depth + target.height);
        if (aliased > limits.aliasedNodes()) {
            throw in.fail(
                            line,
                            markColumn,
                            "the aliases stand for more than " + limits.aliasedNodes() + " values",
                            "write the values out, or use fewer aliases")
                    .withGoText(GoYamlFault.anywhere("document contains excessive aliasing"));
        }
        if (deepest > limits.depth()) {
            throw tooDeep(line, markColumn);
        }
        return built.notedAlias(target.node, line, markColumn);
    }

    YamlScalar scalar(String text, ScalarStyle style, NodeProperties properties, int line, int column) {
        nodes++;
        if (properties.tag() != null && !properties.tag().equals("!")) {
            return built.noted(tags.scalar(text, style, properties.tag(), line, column));
        }
        ScalarKind kind = style == ScalarStyle.PLAIN ? ScalarResolver.kyaml(text) : ScalarKind.STRING;
        return built.noted(new YamlScalar(text, kind, style, line, column));
    }

    YamlScalar key(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar;
        }
        YamlSyntaxException fault = in.fail(
                        node.line(), node.column(), "a map or list cannot be a key", "use text as the key")
                .withGoText(GoYamlFault.badKey(node));
        if (built.defers(fault)) {
            return YamlScalar.ofString("");
        }
        throw fault;
    }

    private String noScalar(byte first) {
        return switch (first) {
            case '%' ->
                in.column() == 0
                        ? new GoYamlLookahead(in).unknownDirective()
                        : GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, in.line);
            case ',', ']', '}', '&', '!' -> GoYamlFault.ofParser(GoYamlFault.NO_CONTENT, in.line, in.line);
            default -> GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, in.line);
        };
    }

    private String noIndicator(byte indicator, boolean inFlow) {
        return switch (indicator) {
            case '-' ->
                inFlow
                        ? GoYamlFault.ofParser(GoYamlFault.NO_CONTENT, in.line, in.line)
                        : GoYamlFault.ofScanner("block sequence entries are not allowed in this context", in.line);
            case '?' -> GoYamlFault.ofScanner(GoYamlFault.NO_KEY_HERE, in.line);
            default -> GoYamlFault.ofScanner(GoYamlFault.NO_MAP_HERE, in.line);
        };
    }

    NodeProperties properties(boolean inFlow) {
        String anchor = null;
        String tag = null;
        while (true) {
            if (in.current() == '&' && anchor == null) {
                anchor = in.anchorName();
            } else if (in.current() == '!' && tag == null) {
                tag = in.tag(inFlow);
                tags.fullName(tag, in.line, in.markColumn());
            } else {
                return new NodeProperties(anchor, tag);
            }
            in.skipBlanks();
        }
    }

    /** Tags of maps and lists have no meaning here; they are dropped. */
    static YamlNode tagged(YamlNode node, NodeProperties properties) {
        boolean isText = "!!str".equals(properties.tag()) || "!".equals(properties.tag());
        if (isText && node instanceof YamlScalar scalar && !scalar.isString()) {
            return new YamlScalar(
                    scalar.text(), ScalarKind.STRING, ScalarStyle.DOUBLE_QUOTED, scalar.line(), scalar.column());
        }
        return node;
    }

    YamlNode anchor(YamlNode node, NodeProperties properties, long nodesBefore, int deepestBefore) {
        if (properties.anchor() != null) {
            if (anchors.isEmpty()) {
                anchors = new HashMap<>();
            }
            int height = Math.max(0, deepest - depth);
            anchors.put(properties.anchor(), new Anchored(node, Math.max(1, nodes - nodesBefore), height));
        }
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    /** A map or list begins. */
    void enter() {
        depth++;
        nodes++;
        deepest = Math.max(deepest, depth);
        if (depth > limits.depth()) {
            throw tooDeep(in.line, in.markColumn());
        }
    }

    /** The collection ends that was entered last. */
    void leave() {
        depth--;
    }

    private YamlSyntaxException tooDeep(int line, int column) {
        return in.fail(
                line,
                column,
                "maps and lists are nested deeper than " + limits.depth() + " levels",
                "flatten the document");
    }
}
