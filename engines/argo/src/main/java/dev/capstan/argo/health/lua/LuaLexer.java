package dev.capstan.argo.health.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a script apart into its words. */
final class LuaLexer {

    private static final int LONGEST = 64 * 1024;
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");
    private static final List<String> SIGNS = List.of(
            "...", "..", "==", "~=", "<=", ">=", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{", "}",
            "[", "]", ";", ":", ",", ".");

    private final String text;
    private int place;
    private int line = 1;

    private LuaLexer(String text) {
        this.text = text;
    }

    static List<LuaToken> words(String text) throws LuaSyntaxException {
        if (text.length() > LONGEST) {
            throw new LuaSyntaxException(1, "the script has more than " + LONGEST + " characters");
        }
        LuaLexer lexer = new LuaLexer(text);
        List<LuaToken> words = new ArrayList<>();
        do {
            words.add(lexer.next());
        } while (words.getLast().kind() != LuaToken.Kind.END);
        return words;
    }

    private LuaToken next() throws LuaSyntaxException {
        skipBlanks();
        char letter = at(0);
        int start = place;
        if (letter == 0) {
            return new LuaToken(LuaToken.Kind.END, "end of the script", line);
        }
        if (isOfName(letter) && !isDigit(letter)) {
            while (isOfName(at(0))) {
                place++;
            }
            String name = text.substring(start, place);
            return new LuaToken(KEYWORDS.contains(name) ? LuaToken.Kind.KEYWORD : LuaToken.Kind.NAME, name, line);
        }
        if (isDigit(letter) || letter == '.' && isDigit(at(1))) {
            boolean isHexadecimal = at(1) == 'x' || at(1) == 'X';
            while (isOfName(at(0)) || at(0) == '.' || !isHexadecimal && isSignOfExponent(start)) {
                place++;
            }
            return new LuaToken(LuaToken.Kind.NUMBER, text.substring(start, place), line);
        }
        if (letter == '"' || letter == '\'') {
            return string(letter);
        }
        if (letter == '[' && (at(1) == '[' || at(1) == '=')) {
            int first = line;
            return new LuaToken(LuaToken.Kind.STRING, longText(), first);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, place)) {
                place += sign.length();
                return new LuaToken(LuaToken.Kind.SIGN, sign, line);
            }
        }
        throw new LuaSyntaxException(line, "the character '" + letter + "' has no meaning here");
    }

    private LuaToken string(char quote) throws LuaSyntaxException {
        int first = line;
        StringBuilder value = new StringBuilder();
        place++;
        while (at(0) != quote) {
            char letter = at(0);
            if (letter == 0 || letter == '\n') {
                throw new LuaSyntaxException(first, "a text is not closed");
            }
            place++;
            value.append(letter == '\\' ? escaped() : letter);
        }
        place++;
        return new LuaToken(LuaToken.Kind.STRING, value.toString(), first);
    }

    private char escaped() throws LuaSyntaxException {
        char letter = at(0);
        place++;
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'' -> letter;
            case '\n' -> {
                line++;
                yield '\n';
            }
            default -> throw new LuaSyntaxException(line, "the escape \\" + letter + " is not supported");
        };
    }

    private String longText() throws LuaSyntaxException {
        int first = line;
        int equalSigns = 0;
        while (at(1 + equalSigns) == '=') {
            equalSigns++;
        }
        String close = "]" + "=".repeat(equalSigns) + "]";
        int end = text.indexOf(close, place);
        if (at(1 + equalSigns) != '[' || end < 0) {
            throw new LuaSyntaxException(first, "a long text is not closed");
        }
        String inner = text.substring(place + 2 + equalSigns, end);
        line += (int) inner.chars().filter(letter -> letter == '\n').count();
        place = end + close.length();
        return inner.startsWith("\n") ? inner.substring(1) : inner;
    }

    private void skipBlanks() throws LuaSyntaxException {
        while (true) {
            char letter = at(0);
            if (letter == '-' && at(1) == '-') {
                place += 2;
                if (at(0) == '[' && (at(1) == '[' || at(1) == '=')) {
                    longText();
                } else {
                    while (at(0) != 0 && at(0) != '\n') {
                        place++;
                    }
                }
            } else if (letter != 0 && Character.isWhitespace(letter)) {
                line += letter == '\n' ? 1 : 0;
                place++;
            } else {
                return;
            }
        }
    }

    private char at(int offset) {
        return place + offset < text.length() ? text.charAt(place + offset) : 0;
    }

    private boolean isSignOfExponent(int start) {
        boolean isBehindIt = place > start && (at(-1) == 'e' || at(-1) == 'E');
        return isBehindIt && (at(0) == '-' || at(0) == '+');
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isOfName(char letter) {
        return letter == '_' || isDigit(letter) || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }
}
