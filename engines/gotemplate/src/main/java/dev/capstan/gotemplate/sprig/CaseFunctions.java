package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Upper and lower case, and words within text. */
final class CaseFunctions {

    private CaseFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("upper", FunctionShapes.text(text -> mapped(text, Character::toUpperCase)));
        functions.put("lower", FunctionShapes.text(text -> mapped(text, Character::toLowerCase)));
        functions.put("title", FunctionShapes.text(CaseFunctions::title));
        functions.put("untitle", FunctionShapes.text(CaseFunctions::untitle));
        functions.put("swapcase", FunctionShapes.text(CaseFunctions::swapCase));
        functions.put("nospace", FunctionShapes.text(CaseFunctions::withoutSpaces));
        functions.put("initials", FunctionShapes.text(CaseFunctions::initials));
        functions.put("snakecase", FunctionShapes.text(text -> SeparatedWords.of(text, '_')));
        functions.put("kebabcase", FunctionShapes.text(text -> SeparatedWords.of(text, '-')));
        functions.put("camelcase", FunctionShapes.text(JoinedWords::of));
    }

    private static String mapped(String text, IntUnaryOperator mapping) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(CaseFunctions::valid).map(mapping).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int before = ' ';
        for (int i = 0; i < text.length(); ) {
            int c = valid(text.codePointAt(i));
            i += Character.charCount(c);
            out.appendCodePoint(separatesWords(before) ? Character.toTitleCase(c) : c);
            before = c;
        }
        return out.toString();
    }

    private static boolean separatesWords(int c) {
        if (c < 0x80) {
            return c != '_' && !Character.isLetterOrDigit(c);
        }
        return !Character.isLetter(c) && !Character.isDigit(c) && GoString.isSpace(c);
    }

    private static String untitle(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean atStart = true;
        for (int i = 0; i < text.length(); ) {
            int c = valid(text.codePointAt(i));
            i += Character.charCount(c);
            boolean space = GoString.isSpace(c);
            out.appendCodePoint(atStart && !space ? Character.toLowerCase(c) : c);
            atStart = space;
        }
        return out.toString();
    }

    private static String swapCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); ) {
            int c = valid(text.codePointAt(i));
            i += Character.charCount(c);
            if (Runes.isUpper(c) || Runes.isTitle(c)) {
                out.appendCodePoint(Character.toLowerCase(c));
                afterSpace = false;
            } else if (Runes.isLower(c)) {
                out.appendCodePoint(afterSpace ? Character.toTitleCase(c) : Character.toUpperCase(c));
                afterSpace = false;
            } else {
                out.appendCodePoint(c);
                afterSpace = GoString.isSpace(c);
            }
        }
        return out.toString();
    }

    /** Go makes characters of the text first, which puts U+FFFD in place of a byte that is not one. */
    private static int valid(int c) {
        return GoString.isEscape(c) ? 0xFFFD : c;
    }

    /** Works on bytes and takes each for a character, so text beyond ASCII comes out as it does in Go: mangled. */
    private static String withoutSpaces(String text) {
        StringBuilder out = new StringBuilder(text.length());
        byte[] bytes = GoString.bytes(text);
        for (byte b : bytes) {
            int c = b & 0xff;
            if (!GoString.isSpace(c)) {
                out.append((char) c);
            }
        }
        return out.length() == bytes.length ? text : out.toString();
    }

    /** Works on bytes, as {@link #withoutSpaces} does. */
    private static String initials(String text) {
        StringBuilder out = new StringBuilder();
        boolean afterGap = true;
        for (byte b : GoString.bytes(text)) {
            int c = b & 0xff;
            if (GoString.isSpace(c)) {
                afterGap = true;
            } else if (afterGap) {
                out.append((char) c);
                afterGap = false;
            }
        }
        return out.toString();
    }
}
