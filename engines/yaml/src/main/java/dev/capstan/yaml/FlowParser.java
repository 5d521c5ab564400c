package dev.capstan.yaml;

/** Reads maps and lists in brackets. */
final class FlowParser {
    private final Scanner in;
    private final ScalarParser scalars;
    private final NodeBuilder built;

    FlowParser(Scanner in, ScalarParser scalars, NodeBuilder built) {
        this.in = in;
        this.scalars = scalars;
        this.built = built;
    }

    /** Reads from the given opening bracket past the closing one. */
    YamlNode read(byte open) {
        scalars.enter();
        int line = in.line;
        int markColumn = in.markColumn();
        int base = built.size();
        in.pos++;
        YamlNode node;
        if (open == '[') {
            flowItems(line, markColumn);
            node = built.list(base, CollectionStyle.FLOW, line, markColumn);
        } else {
            flowEntries(line, markColumn);
            node = built.map(base, CollectionStyle.FLOW, line, markColumn);
        }
        scalars.leave();
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
            toFlowEnd(openLine, openColumn, ']');
            if (in.current() == ':' && in.line == line && !in.isTooLongForKey(start)) {
                int base = built.size();
                built.push(scalars.key(item));
                in.pos++;
                built.push(flowValue(openLine, openColumn));
                item = built.map(base, CollectionStyle.FLOW, line, column);
                toFlowEnd(openLine, openColumn, ']');
            }
            built.push(item);
            if (!flowSeparator(']', openLine)) {
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
            built.push(scalars.key(flowNode()));
            toFlowEnd(openLine, openColumn, '}');
            if (in.current() == ':' && in.line == line && !in.isTooLongForKey(start)) {
                in.pos++;
                built.push(flowValue(openLine, openColumn));
                toFlowEnd(openLine, openColumn, '}');
            } else {
                built.push(emptyInFlow());
            }
            if (!flowSeparator('}', openLine)) {
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
        scalars.nodes++;
        return built.noted(new YamlScalar("", ScalarKind.STRING, ScalarStyle.PLAIN, in.line, in.markColumn()));
    }

    /** After an entry: true when a comma says that there may be more, false after the closing bracket. */
    private boolean flowSeparator(char close, int openLine) {
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
        throw in.fail("a comma or " + close + " is expected here", "quote text that holds brackets, commas or quotes")
                .withGoText(
                        GoYamlFault.ofParser("did not find expected ',' or '" + close + "'", in.tokenLine(), openLine));
    }

    /** Goes to the next value or closing bracket. */
    private void toFlowToken(int openLine, int openColumn) {
        toFlowToken(openLine, openColumn, GoYamlFault.NO_CONTENT);
    }

    /** Goes behind a value to what ends it. */
    private void toFlowEnd(int openLine, int openColumn, char close) {
        toFlowToken(openLine, openColumn, "did not find expected ',' or '" + close + "'");
    }

    private void toFlowToken(int openLine, int openColumn, String goProblem) {
        in.toNextToken(true, true);
        if (in.atEnd() || in.atDocumentMarker()) {
            throw in.fail(openLine, openColumn, "this bracket is never closed", "add the closing bracket")
                    .withGoText(GoYamlFault.ofParser(goProblem, in.tokenLine(), openLine));
        }
    }

    private YamlNode flowNode() {
        int line = in.line;
        int markColumn = in.markColumn();
        NodeProperties properties = NodeProperties.NONE;
        long nodesBefore = scalars.nodes;
        int deepestBefore = scalars.deepest;
        if (in.current() == '&' || in.current() == '!') {
            scalars.deepest = scalars.depth;
            properties = scalars.properties(true);
            toFlowToken(line, markColumn);
        }
        byte b = in.current();
        YamlNode node;
        if (b == '[' || b == '{') {
            node = ScalarParser.tagged(read(b), properties);
        } else if (b == ',' || b == ']' || b == '}' || b == ':' || b == '?') {
            if (properties == NodeProperties.NONE) {
                throw in.fail("a value is missing before " + (char) b, "quote text that starts with " + (char) b)
                        .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_CONTENT, in.line, in.line));
            }
            node = scalars.scalar("", ScalarStyle.PLAIN, properties, line, markColumn);
        } else {
            node = scalars.scalarOrAlias(0, true, properties);
        }
        return properties == NodeProperties.NONE ? node : scalars.anchor(node, properties, nodesBefore, deepestBefore);
    }
}
