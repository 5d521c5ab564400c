package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/** Reads values whose extent is given by indentation. */
final class BlockParser {
    private final Scanner in;
    private final ScalarParser scalars;
    private final FlowParser flow;
    private final NodeBuilder built;
    private final GoYamlLookahead goYaml;
    private final BlockKeys keys;

    BlockParser(Scanner in, ScalarParser scalars, FlowParser flow, NodeBuilder built) {
        this.in = in;
        this.scalars = scalars;
        this.flow = flow;
        this.built = built;
        this.goYaml = new GoYamlLookahead(in);
        this.keys = new BlockKeys(in, scalars, flow, built, goYaml);
    }

    /**
     * Reads the value after an indicator, or at the start of a document.
     *
     * @param parent column of the collection the value belongs to
     * @param compact whether a map or list may start on the current line, as after {@code -}
     * @param indentless whether a list may begin at the column of the parent, as after a key
     * @param tabsAllowed whether tabs may be before the value
     */
    YamlNode read(int parent, boolean compact, boolean indentless, boolean tabsAllowed) {
        int emptyLine = in.line;
        int emptyColumn = in.markColumn();
        in.toNextToken(tabsAllowed, false);
        if (endsBefore(parent, indentless)) {
            return scalars.scalar("", ScalarStyle.PLAIN, NodeProperties.NONE, emptyLine, emptyColumn);
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
        return column == 0 && (in.atDocumentMarker() || goYaml.atDirective());
    }

    private YamlNode blockContent(int parent, boolean compact, boolean indentless) {
        int line = in.line;
        int column = in.column();
        int markColumn = in.markColumn();
        int start = in.pos;
        boolean mayOpen = compact || in.isFirstOnLine();
        NodeProperties properties = NodeProperties.NONE;
        boolean anchored = in.current() == '&' || in.current() == '!';
        long nodesBefore = scalars.nodes;
        int deepestBefore = scalars.deepest;
        if (anchored) {
            scalars.deepest = scalars.depth;
            properties = scalars.properties(false);
            in.toNextToken(true, false);
            if (in.line != line) {
                YamlNode node = endsBefore(parent, indentless)
                        ? scalars.scalar("", ScalarStyle.PLAIN, properties, line, markColumn)
                        : ScalarParser.tagged(blockContent(parent, true, indentless), properties);
                return scalars.anchor(node, properties, nodesBefore, deepestBefore);
            }
            if (in.atEnd()) {
                return scalars.anchor(
                        scalars.scalar("", ScalarStyle.PLAIN, properties, line, markColumn),
                        properties,
                        nodesBefore,
                        deepestBefore);
            }
        }
        byte b = in.current();
        YamlNode node;
        switch (b) {
            case '[', '{' -> {
                node = flow.read(b);
                if (keys.atColon()) {
                    return mapWithFlowKey(node, mayOpen, column, line, markColumn);
                }
                keys.refuseTextBefore(mayOpen, line);
            }
            case '|', '>' -> {
                ScalarStyle style = b == '|' ? ScalarStyle.LITERAL : ScalarStyle.FOLDED;
                node = scalars.scalar(in.block(parent), style, properties, line, markColumn);
            }
            case '-' -> {
                if (in.isIndicator()) {
                    requireOpen(mayOpen && !anchored, "a list", GoYamlFault.NO_LIST_HERE);
                    return blockList(column, indentless && column == parent, line, markColumn);
                }
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
            case '?' -> {
                if (in.isIndicator()) {
                    requireOpen(mayOpen && !anchored, "a map", GoYamlFault.NO_KEY_HERE);
                    return blockMap(column, line, markColumn, null);
                }
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
            default -> {
                return plainOrMap(parent, mayOpen, column, start, properties, nodesBefore, deepestBefore);
            }
        }
        return anchored
                ? scalars.anchor(ScalarParser.tagged(node, properties), properties, nodesBefore, deepestBefore)
                : node;
    }

    /** Reads a scalar that may turn out to be the first key of a map. */
    private YamlNode plainOrMap(
            int parent,
            boolean mayOpen,
            int column,
            int start,
            NodeProperties properties,
            long nodesBefore,
            int deepestBefore) {
        int line = in.line;
        int markColumn = in.markColumn();
        if (mayOpen && in.current() == ':' && in.isIndicator()) {
            throw in.fail("the key before the colon is missing", "quote it when it is text")
                    .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_KEY, line, line));
        }
        YamlNode value = scalars.scalarOrAlias(parent + 1, false, properties);
        YamlNode node = properties == NodeProperties.NONE
                ? value
                : scalars.anchor(value, properties, nodesBefore, deepestBefore);
        if (!keys.atColon()) {
            keys.refuseTextBefore(mayOpen, line);
            return node;
        }
        if (in.multiLine || in.line != line || in.isTooLongForKey(start)) {
            throw in.fail(
                            "a colon followed by a space is not allowed in text without quotes that spans lines",
                            "quote the text, or check the indentation of this line")
                    .withGoText(GoYamlFault.ofScanner(GoYamlFault.NO_MAP_HERE, in.line));
        }
        if (!mayOpen) {
            throw in.fail(
                            "a second \": \" on one line starts no map here",
                            "quote the value when it is text, or put the inner key on its own line")
                    .withGoText(GoYamlFault.ofScanner(GoYamlFault.NO_MAP_HERE, in.line));
        }
        return blockMap(column, line, markColumn, scalars.key(node));
    }

    /** A map or list in brackets cannot be a key, which go-yaml says only when it has read everything. */
    private YamlMap mapWithFlowKey(YamlNode key, boolean mayOpen, int column, int line, int markColumn) {
        YamlSyntaxException fault = in.fail(
                        line,
                        markColumn,
                        "a map or list in brackets cannot be a key",
                        "quote the value when it is a template such as {{ name }}")
                .withGoText(GoYamlFault.badKey(key));
        if (!mayOpen || in.line != line) {
            throw fault.withGoText(GoYamlFault.ofScanner(GoYamlFault.NO_MAP_HERE, in.line));
        }
        if (!built.defers(fault)) {
            throw fault;
        }
        return blockMap(column, line, markColumn, YamlScalar.ofString(""));
    }

    private void requireOpen(boolean allowed, String what, String goProblem) {
        if (!allowed) {
            throw in.fail(what + " must not start on this line", "start it on a line of its own")
                    .withGoText(GoYamlFault.ofScanner(goProblem, in.line));
        }
    }

    private YamlMap blockMap(int column, int line, int markColumn, @Nullable YamlScalar firstKey) {
        scalars.enter();
        int base = built.size();
        YamlScalar key = firstKey;
        while (true) {
            if (key == null && in.current() == '?' && in.isIndicator()) {
                explicitEntry(column);
            } else {
                if (key == null) {
                    key = keys.read(column, line);
                }
                in.pos++;
                in.endToken();
                built.push(key);
                built.push(read(column, false, true, true));
                key = null;
            }
            if (!nextEntry(column, line, GoYamlFault.NO_KEY)) {
                break;
            }
        }
        scalars.leave();
        return built.map(base, CollectionStyle.BLOCK, line, markColumn);
    }

    /** {@code ? key} with its {@code : value} on another line. */
    private void explicitEntry(int column) {
        in.pos++;
        built.push(scalars.key(read(column, true, false, false)));
        in.toNextToken(true, false);
        if (!in.atEnd() && in.column() == column && in.current() == ':' && in.isIndicator()) {
            in.pos++;
            in.endToken();
            built.push(read(column, true, false, false));
        } else {
            built.push(scalars.scalar("", ScalarStyle.PLAIN, NodeProperties.NONE, in.line, in.markColumn()));
        }
    }

    /** Goes past a value of a block collection: true at the next entry, false when the collection has ended. */
    private boolean nextEntry(int column, int startLine, String goProblem) {
        in.toNextToken(true, false);
        if (in.atEnd()) {
            return false;
        }
        if (!in.isFirstOnLine()) {
            throw in.fail(
                            "unexpected text after a value",
                            "quote the whole value, or start the text with # for a comment")
                    .withGoText(goYaml.misfit(goProblem, startLine));
        }
        int found = in.column();
        if (found < column || found == 0 && (in.atDocumentMarker() || goYaml.atDirective())) {
            return false;
        }
        if (found > column) {
            throw in.fail(
                            "this line is indented by " + found + " but the entries above start at " + column,
                            "align it with the line it belongs to")
                    .withGoText(goYaml.misfit(goProblem, startLine));
        }
        return true;
    }

    private YamlList blockList(int column, boolean indentless, int line, int markColumn) {
        scalars.enter();
        int base = built.size();
        YamlNode item;
        do {
            in.pos++;
            in.endToken();
            item = read(column, true, false, false);
            built.push(item);
        } while (nextItem(column, indentless, line, isNothing(item)));
        scalars.leave();
        return built.list(base, CollectionStyle.BLOCK, line, markColumn);
    }

    private static boolean isNothing(YamlNode item) {
        return item instanceof YamlScalar scalar
                && scalar.style() == ScalarStyle.PLAIN
                && scalar.text().isEmpty();
    }

    private boolean nextItem(int column, boolean indentless, int startLine, boolean afterNothing) {
        if (!nextEntry(column, startLine, indentless ? GoYamlFault.NO_KEY : GoYamlFault.NO_DASH)) {
            return false;
        }
        if (in.current() == '-' && in.isIndicator()) {
            return true;
        }
        if (indentless) {
            return false;
        }
        throw in.fail("a list item must start with \"- \"", "add the dash, or check the indentation")
                .withGoText(
                        goYaml.misfitAtStart(afterNothing ? GoYamlFault.NO_CONTENT : GoYamlFault.NO_DASH, startLine));
    }
}
