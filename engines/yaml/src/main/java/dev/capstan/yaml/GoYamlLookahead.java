package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what go-yaml says of a place where we have found a fault: its scanner reads ahead to the end of a possible
 * key, so it may complain of something further on before its parser sees what we have seen. Only for texts that are
 * refused anyway; nothing can be read after it was asked.
 */
final class GoYamlLookahead {
    private final Scanner in;

    GoYamlLookahead(Scanner in) {
        this.in = in;
    }

    /** A token is not one that a map or list goes on with. */
    String misfit(String problem, int start) {
        int line = in.tokenLine();
        boolean isIndicator = !in.isFirstOnLine() && in.isIndicator();
        if (isIndicator && in.current() == '-') {
            return GoYamlFault.ofScanner(GoYamlFault.NO_LIST_HERE, line);
        }
        if (isIndicator && in.current() == '?') {
            return GoYamlFault.ofScanner(GoYamlFault.NO_KEY_HERE, line);
        }
        String ofToken = badToken();
        return ofToken == null ? GoYamlFault.ofParser(problem, line, start) : ofToken;
    }

    /** What stands where a key or a dash should be begins at the column of the entries above. */
    String misfitAtStart(String problem, int start) {
        int line = in.line;
        int tokenLine = in.tokenLine();
        byte b = in.current();
        String ofToken = badToken();
        if (ofToken != null) {
            return ofToken;
        }
        boolean isIndicator = (b == '-' || b == '?' || b == ':') && in.isIndicator();
        if (isIndicator || b == ',' || b == ']' || b == '}' || b == '|' || b == '>') {
            return GoYamlFault.ofParser(problem, tokenLine, start);
        }
        return hasColonAhead()
                ? GoYamlFault.ofParser(problem, tokenLine, start)
                : GoYamlFault.ofScanner(GoYamlFault.NO_COLON, lineOfTokenAfter(line));
    }

    /** What the scanner itself says of the token here; null when it has nothing to say. */
    private @Nullable String badToken() {
        byte b = in.current();
        try {
            switch (b) {
                case '@', '`' -> {
                    return GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, in.line);
                }
                case '%' -> {
                    return in.column() == 0 ? unknownDirective() : GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, in.line);
                }
                case '"', '\'' -> {
                    int pos = in.pos;
                    int line = in.line;
                    int lineStart = in.lineStart;
                    in.quoted();
                    in.backTo(pos, line, lineStart);
                }
                case '|', '>' -> in.block(in.column());
                default -> {
                    // an ordinary token
                }
            }
            return null;
        } catch (YamlSyntaxException fault) {
            return fault.goText();
        }
    }

    /**
     * The line of the token by which it is clear that a key has no colon: the first one on another line, but for
     * those that can never be part of a key.
     */
    int lineOfTokenAfter(int keyLine) {
        in.skipBlanks();
        byte next = in.bytes[in.pos];
        if (in.line == keyLine && (next == ']' || next == '}' || next == ',' || next == '|' || next == '>')) {
            return in.line;
        }
        while (in.line == keyLine && in.bytes[in.pos] != 0) {
            in.toLineEnd();
            if (in.bytes[in.pos] == '\n') {
                in.nextLine();
            }
        }
        while (true) {
            byte b = in.bytes[in.pos];
            if (b == '\n') {
                in.nextLine();
            } else if (b == ' ' || b == '\t') {
                in.pos++;
            } else if (b == '#') {
                in.skipComment();
            } else {
                return in.tokenLine();
            }
        }
    }

    /** The line here when that is another one than the given, else as {@link #lineOfTokenAfter}. */
    int lineOfTokenOrHere(int keyLine) {
        return in.line == keyLine ? lineOfTokenAfter(keyLine) : in.line;
    }

    /** Whether a colon that follows a key is still to come on this line. */
    boolean hasColonAhead() {
        for (int p = in.pos; in.bytes[p] != '\n' && in.bytes[p] != 0; p++) {
            if (in.bytes[p] == ':' && Scanner.isBlankOrEnd(in.bytes[p + 1])) {
                return true;
            }
            if (in.bytes[p] == '#' && p > in.pos && Scanner.isBlankOrEnd(in.bytes[p - 1])) {
                return false;
            }
        }
        return false;
    }

    /** What go-yaml says of the line here, which begins like a directive and is none. */
    String unknownDirective() {
        int end = in.pos + 1;
        while (Scanner.isNameCharacter(in.bytes[end])) {
            end++;
        }
        String problem = end == in.pos + 1
                ? "could not find expected directive name"
                : Scanner.isBlankOrEnd(in.bytes[end])
                        ? "found unknown directive name"
                        : "found unexpected non-alphabetical character";
        return GoYamlFault.ofScanner(problem, in.line);
    }
}
