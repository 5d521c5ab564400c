package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads Go's string and character literals. */
final class Unquote {

    private static final int NONE = -1;

    private final String literal;
    private final char mark;
    private int at = 1;
    private boolean wasByte;

    private Unquote(String literal) {
        this.literal = literal;
        this.mark = literal.charAt(0);
    }

    /** The value of a literal in double or back quotes, or null when it is not well-formed. */
    static @Nullable String string(String literal) {
        if (literal.charAt(0) == '`') {
            return literal.substring(1, literal.length() - 1).replace("\r", "");
        }
        String inner = literal.substring(1, literal.length() - 1);
        return inner.indexOf('\\') < 0 ? inner : new Unquote(literal).readString();
    }

    /**
     * The value of a character literal.
     *
     * @return the character, or null when there is more than one
     * @throws MalformedException when there is none, or an escape that does not exist
     */
    static @Nullable Integer character(String literal) throws MalformedException {
        Unquote reader = new Unquote(literal);
        int value = reader.readOne();
        if (value == NONE) {
            throw new MalformedException();
        }
        return reader.at == literal.length() - 1 ? value : null;
    }

    private @Nullable String readString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(literal.length());
        while (at < literal.length() - 1) {
            int value = readOne();
            if (value == NONE) {
                return null;
            }
            if (wasByte) {
                bytes.write(value);
            } else if (GoString.isEscape(value)) {
                bytes.write(value & 0xff);
            } else {
                bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
            }
        }
        return GoString.of(bytes.toByteArray());
    }

    private int readOne() {
        wasByte = false;
        int c = literal.codePointAt(at);
        at += Character.charCount(c);
        if (c == mark) {
            return NONE;
        }
        if (c != '\\') {
            return c;
        }
        c = literal.charAt(at++);
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\' -> '\\';
            case '\'', '"' -> c == mark ? c : NONE;
            case 'x' -> oneByte(digits(2, 16));
            case 'u' -> codePoint(digits(4, 16));
            case 'U' -> codePoint(digits(8, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                yield oneByte(digits(3, 8));
            }
            default -> NONE;
        };
    }

    private int oneByte(long value) {
        wasByte = true;
        return value < 0 || value > 0xff ? NONE : (int) value;
    }

    private static int codePoint(long value) {
        boolean isSurrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value > Character.MAX_CODE_POINT || isSurrogate ? NONE : (int) value;
    }

    private long digits(int count, int radix) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            char c = literal.charAt(Math.min(at++, literal.length() - 1));
            int digit = c < 0x80 ? Character.digit(c, radix) : NONE;
            if (digit < 0) {
                return NONE;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** The literal is not well-formed. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException() {
            super("invalid syntax", null, false, false);
        }
    }
}
