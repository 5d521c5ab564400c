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
        return in.hasColonAhead()
                ? GoYamlFault.ofParser(problem, tokenLine, start)
                : GoYamlFault.ofScanner(GoYamlFault.NO_COLON, in.lineOfTokenAfter(line));
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
                    return in.column() == 0
                            ? in.unknownDirective()
                            : GoYamlFault.ofScanner(GoYamlFault.NO_TOKEN, in.line);
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
}
