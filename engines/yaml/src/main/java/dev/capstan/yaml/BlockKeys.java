package dev.capstan.yaml;

/** Reads the keys of maps in block style. */
final class BlockKeys {
    private final Scanner in;
    private final ScalarParser scalars;
    private final FlowParser flow;
    private final NodeBuilder built;
    private final GoYamlLookahead goYaml;

    BlockKeys(Scanner in, ScalarParser scalars, FlowParser flow, NodeBuilder built, GoYamlLookahead goYaml) {
        this.in = in;
        this.scalars = scalars;
        this.flow = flow;
        this.built = built;
        this.goYaml = goYaml;
    }

    /**
     * Reads a key of a map, up to its colon.
     *
     * @param column where the keys of the map stand
     * @param mapLine the line on which the map begins
     */
    YamlScalar read(int column, int mapLine) {
        int line = in.line;
        int start = in.pos;
        byte b = in.current();
        if (b == '-' && in.isIndicator()) {
            throw in.fail("found a list item where a key is expected", "indent it below its key, or remove the -")
                    .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_KEY, in.line, mapLine));
        }
        if (b == ',' || b == ']' || b == '}' || b == '|' || b == '>') {
            throw in.fail("a key must not start with " + (char) b, "quote it when it is text")
                    .withGoText(goYaml.misfitAtStart(GoYamlFault.NO_KEY, mapLine));
        }
        if (b == ':' && in.isIndicator()) {
            throw in.fail("the key before the colon is missing", "")
                    .withGoText(GoYamlFault.ofParser(GoYamlFault.NO_KEY, in.line, mapLine));
        }
        if (b == '[' || b == '{') {
            return flowKey(b, line, mapLine);
        }
        long nodesBefore = scalars.nodes;
        int deepestBefore = scalars.deepest;
        NodeProperties properties = b == '&' || b == '!' ? scalars.properties(false) : NodeProperties.NONE;
        in.skipBlanks();
        YamlNode node;
        try {
            node = scalars.scalarOrAlias(column + 1, false, properties);
        } catch (YamlSyntaxException fault) {
            boolean isAlias = b == '*' && !atColon();
            throw isAlias
                    ? fault.withGoText(GoYamlFault.ofScanner(GoYamlFault.NO_COLON, goYaml.lineOfTokenAfter(line)))
                    : fault;
        }
        if (properties != NodeProperties.NONE) {
            node = scalars.anchor(node, properties, nodesBefore, deepestBefore);
        }
        if (in.line == line && !atColon()) {
            refuseTextBefore(true, line);
        }
        if (!atColon() || in.line != line || in.isTooLongForKey(start)) {
            throw in.fail(
                            line,
                            column + 1,
                            "a key must be followed by a colon and a blank",
                            "add the colon, or check the indentation of this line")
                    .withGoText(GoYamlFault.ofScanner(
                            GoYamlFault.NO_COLON,
                            b == '"' || b == '\'' ? goYaml.lineOfTokenOrHere(line) : goYaml.lineOfTokenAfter(line)));
        }
        return scalars.key(node);
    }

    /** Go knows whether brackets are a key only when they close on the line and a colon follows. */
    private YamlScalar flowKey(byte open, int line, int mapLine) {
        int pos = in.pos;
        int lineStart = in.lineStart;
        YamlSyntaxException fault = in.fail("a map or list in brackets cannot be a key", "quote it when it is text");
        if (goYaml.atEmptyBrackets()) {
            throw fault.withGoText(GoYamlFault.ofParser(GoYamlFault.NO_KEY, line, mapLine));
        }
        String goText;
        try {
            YamlNode node = flow.read(open);
            if (in.line == line && atColon()) {
                fault = fault.withGoText(GoYamlFault.badKey(node));
                if (built.defers(fault)) {
                    return YamlScalar.ofString("");
                }
                throw fault;
            }
            boolean hasColon = in.line == line && goYaml.hasColonAhead();
            goText = hasColon ? goYaml.misfit(GoYamlFault.NO_KEY, mapLine) : "";
        } catch (YamlSyntaxException broken) {
            if (broken == fault) {
                throw fault;
            }
            goText = "";
        }
        in.backTo(pos, line, lineStart);
        throw fault.withGoText(
                goText.isEmpty() ? GoYamlFault.ofScanner(GoYamlFault.NO_COLON, goYaml.lineOfTokenAfter(line)) : goText);
    }

    /** At the colon behind something that ended on this line. */
    boolean atColon() {
        if (in.line != in.contentLine) {
            return false;
        }
        in.skipBlanks();
        return in.current() == ':' && in.isIndicator();
    }

    /** After a value that could be a key comes text, and then the colon. */
    void refuseTextBefore(boolean mayOpen, int line) {
        if (mayOpen && in.line == line && in.line == in.contentLine && in.current() != '#' && goYaml.hasColonAhead()) {
            throw in.fail("unexpected text after a value", "quote the whole value")
                    .withGoText(goYaml.misfit(GoYamlFault.NO_KEY, line));
        }
    }
}
