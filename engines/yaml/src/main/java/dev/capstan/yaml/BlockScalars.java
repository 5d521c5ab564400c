package dev.capstan.yaml;

/** Reads the literal and folded scalars that stand indented below an indicator. */
final class BlockScalars {
    private final Scanner in;
    private final TextBuffer out;

    BlockScalars(Scanner in) {
        this.in = in;
        this.out = in.buffer;
    }

    /**
     * Reads a literal or folded scalar from its indicator to the first line that does not belong to it.
     *
     * @param parent the column of the map or list that it is in, -1 at the top
     */
    String read(int parent) {
        int startLine = in.line;
        int startColumn = in.markColumn();
        boolean literal = in.bytes[in.pos] == '|';
        in.pos++;
        int chomp = 0;
        int increment = 0;
        for (int i = 0; i < 2; i++) {
            byte b = in.bytes[in.pos];
            if (chomp == 0 && (b == '+' || b == '-')) {
                chomp = b == '+' ? 1 : -1;
                in.pos++;
            } else if (increment == 0 && b >= '0' && b <= '9') {
                if (b == '0') {
                    throw in.fail("the indentation of a block must be between 1 and 9", "")
                            .withGoText(GoYamlFault.ofScanner("found an indentation indicator equal to 0", in.line));
                }
                increment = b - '0';
                in.pos++;
            }
        }
        in.skipBlanks();
        if (in.bytes[in.pos] == '#') {
            in.skipComment();
        }
        if (in.bytes[in.pos] != '\n' && in.bytes[in.pos] != 0) {
            throw in.fail(
                            startLine,
                            startColumn,
                            "text is not allowed on the same line as the " + (literal ? '|' : '>') + " of a block",
                            "start it on the next line, or quote it")
                    .withGoText(GoYamlFault.ofScanner("did not find expected comment or line break", startLine));
        }
        in.endToken();
        if (in.bytes[in.pos] == '\n') {
            in.nextLine();
        }
        out.clear();
        blockLines(literal, chomp, increment == 0 ? 0 : Math.max(parent, 0) + increment, parent);
        in.multiLine = true;
        in.contentLine = 0;
        return out.text();
    }

    private void blockLines(boolean literal, int chomp, int givenIndent, int parent) {
        int indent = givenIndent;
        int deepest = 0;
        int emptyLines = 0;
        boolean pendingBreak = false;
        boolean previousIndented = false;
        while (true) {
            while ((indent == 0 || in.column() < indent) && in.bytes[in.pos] == ' ') {
                in.pos++;
            }
            deepest = Math.max(deepest, in.column());
            if (in.bytes[in.pos] == '\t' && (indent == 0 || in.column() < indent)) {
                throw in.fail("a tab is used as indentation", "YAML allows only spaces there")
                        .withGoText(GoYamlFault.ofScanner(
                                "found a tab character where an indentation space is expected", in.line));
            }
            if (in.bytes[in.pos] == '\n') {
                emptyLines++;
                in.nextLine();
                continue;
            }
            if (indent == 0) {
                indent = Math.max(Math.max(deepest, parent + 1), 1);
            }
            if (in.bytes[in.pos] == 0 || in.column() != indent) {
                break;
            }
            boolean indented = in.bytes[in.pos] == ' ' || in.bytes[in.pos] == '\t';
            if (pendingBreak) {
                if (literal || indented || previousIndented) {
                    out.append((byte) '\n');
                } else if (emptyLines == 0) {
                    out.append((byte) ' ');
                }
            }
            out.appendLineFeeds(emptyLines);
            emptyLines = 0;
            previousIndented = indented;
            int from = in.pos;
            in.toLineEnd();
            out.append(in.bytes, from, in.pos);
            in.endToken();
            pendingBreak = in.bytes[in.pos] == '\n';
            if (!pendingBreak) {
                break;
            }
            in.nextLine();
        }
        if (pendingBreak && chomp != -1) {
            out.append((byte) '\n');
        }
        if (chomp == 1) {
            out.appendLineFeeds(emptyLines);
            in.extendOverEmptyLines(emptyLines);
        }
    }
}
