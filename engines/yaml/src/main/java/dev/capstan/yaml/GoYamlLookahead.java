package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what go-yaml says of a place where we have found a fault: its scanner reads ahead to the end of a possible
 * key, so it may complain of something further on before its parser sees what we have seen. Only for texts that are
 * refused anyway; nothing can be read after it was asked.
 */
final class GoYamlLookahead {
    private static final Pattern DIRECTIVE = Pattern.compile("%([A-Za-z0-9_-]+)(.*)");
    private static final Pattern VERSION = Pattern.compile("([0-9]+)(\\.[0-9]*|)");
    private static final String UNKNOWN_DIRECTIVE = "found unknown directive name";

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
        if (b == '{' || b == '[') {
            return atEmptyBrackets() || closesBeforeColon()
                    ? GoYamlFault.ofParser(problem, tokenLine, start)
                    : GoYamlFault.ofScanner(GoYamlFault.NO_COLON, lineOfTokenAfter(line));
        }
        boolean isIndicator = (b == '-' || b == '?' || b == ':') && in.isIndicator();
        if (isIndicator || b == ',' || b == ']' || b == '}' || b == '|' || b == '>') {
            return GoYamlFault.ofParser(problem, tokenLine, start);
        }
        return hasColonAhead()
                ? GoYamlFault.ofParser(problem, tokenLine, start)
                : GoYamlFault.ofScanner(GoYamlFault.NO_COLON, lineOfTokenAfter(line));
    }

    /** Whether a map or list with nothing in it opens here: its parser sees that before it is clear whether it is a key. */
    boolean atEmptyBrackets() {
        byte open = in.current();
        if (open != '{' && open != '[') {
            return false;
        }
        int p = in.pos + 1;
        while (in.bytes[p] == ' ' || in.bytes[p] == '\t' || in.bytes[p] == '\n') {
            p++;
        }
        return in.bytes[p] == (open == '{' ? '}' : ']');
    }

    /** Whether the brackets that open here close on this line, and a colon follows. */
    private boolean closesBeforeColon() {
        int depth = 0;
        for (int p = in.pos; in.bytes[p] != '\n' && in.bytes[p] != 0; p++) {
            byte b = in.bytes[p];
            if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                while (in.bytes[p + 1] == ' ') {
                    p++;
                }
                return in.bytes[p + 1] == ':';
            }
        }
        return false;
    }

    /** Whether a directive stands here, which ends the document above it. */
    boolean atDirective() {
        return atPercent() && directiveFault() == null;
    }

    /** Whether the line begins with the sign of a directive. */
    boolean atPercent() {
        return in.current() == '%' && in.column() == 0;
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
        String problem = directiveFault();
        return GoYamlFault.ofScanner(problem == null ? UNKNOWN_DIRECTIVE : problem, in.line);
    }

    /** What is wrong with the directive here; null when nothing is. */
    @Nullable String directiveFault() {
        int end = in.pos;
        while (in.bytes[end] != '\n' && in.bytes[end] != 0) {
            end++;
        }
        String line = new String(in.bytes, in.pos, end - in.pos, StandardCharsets.UTF_8);
        Matcher directive = DIRECTIVE.matcher(line);
        if (!directive.matches()) {
            return "could not find expected directive name";
        }
        String rest = directive.group(2);
        if (!rest.isEmpty() && !Scanner.isBlankOrEnd((byte) rest.charAt(0))) {
            return "found unexpected non-alphabetical character";
        }
        return switch (directive.group(1)) {
            case "YAML" -> versionFault(rest.stripLeading());
            case "TAG" -> rest.stripLeading().startsWith("!") ? null : "did not find expected '!'";
            default -> UNKNOWN_DIRECTIVE;
        };
    }

    private static @Nullable String versionFault(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.lookingAt() || version.group(2).equals(".")) {
            return "did not find expected version number";
        }
        if (version.group(2).isEmpty()) {
            return "did not find expected digit or '.' character";
        }
        String rest = text.substring(version.end()).strip();
        return rest.isEmpty() || rest.startsWith("#") ? null : "did not find expected comment or line break";
    }
}
