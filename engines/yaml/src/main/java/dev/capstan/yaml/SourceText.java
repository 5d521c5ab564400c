package dev.capstan.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text made ready for the scanner: UTF-8 without byte order mark, lines ended by line feeds only, no forbidden
 * characters, and a few zero bytes after the end so that looking ahead needs no bounds check.
 *
 * @param bytes the text and its zero bytes
 * @param ascii true when every character is one byte
 */
record SourceText(byte[] bytes, boolean ascii) {
    private static final int LOOKAHEAD = 4;
    private static final String NO_CONTROL = GoYamlFault.anywhere("control characters are not allowed");

    static SourceText yaml(String file, byte[] input, Limits limits) {
        return of(file, input, limits, true);
    }

    /** As {@link #yaml}, but every character that JSON allows in a string is left alone. */
    static SourceText json(String file, byte[] input, Limits limits) {
        return of(file, input, limits, false);
    }

    private static SourceText of(String file, byte[] input, Limits limits, boolean yaml) {
        if (input.length > limits.bytes()) {
            throw problem(
                    file,
                    0,
                    0,
                    "the file has " + input.length + " bytes, more than the limit of " + limits.bytes(),
                    "split it into several files");
        }
        byte[] utf8 = input;
        int start = 0;
        if (startsWith(input, 0xFF, 0xFE)) {
            utf8 = recode(file, input, StandardCharsets.UTF_16LE);
        } else if (startsWith(input, 0xFE, 0xFF)) {
            utf8 = recode(file, input, StandardCharsets.UTF_16BE);
        } else if (startsWith(input, 0xEF, 0xBB, 0xBF)) {
            start = 3;
        }
        byte[] bytes = Arrays.copyOfRange(utf8, start, utf8.length + LOOKAHEAD);
        int end = bytes.length - LOOKAHEAD;
        boolean ascii = true;
        boolean hasOtherLineEnds = false;
        for (int i = 0; i < end; ) {
            byte b = bytes[i];
            if (b >= ' ' && (b != 0x7F || !yaml) || b == '\n' || b == '\t') {
                i++;
            } else if (b == '\r') {
                hasOtherLineEnds = true;
                i++;
            } else if (b < 0) {
                ascii = false;
                hasOtherLineEnds |=
                        yaml && (b == (byte) 0xC2 && bytes[i + 1] == (byte) 0x85 || LineEnds.isSeparator(bytes, i));
                i += characterLength(file, bytes, i, end, yaml);
            } else {
                throw problemAt(
                                file,
                                bytes,
                                i,
                                "the control character " + hex(b) + " is not allowed",
                                "remove it, or write it as an escape in double quotes")
                        .withGoText(NO_CONTROL);
            }
        }
        return new SourceText(hasOtherLineEnds ? LineEnds.normalized(bytes, end, yaml, LOOKAHEAD) : bytes, ascii);
    }

    private static boolean startsWith(byte[] input, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= input.length || (input[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] recode(String file, byte[] input, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(input, 2, input.length - 2))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException malformed) {
            throw problem(file, 0, 0, "the text is not valid " + charset, "save the file as UTF-8");
        }
    }

    /** Checks the multi-byte character at {@code at} and gives its length in bytes. */
    private static int characterLength(String file, byte[] bytes, int at, int end, boolean yaml) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 && lead <= 0xF4
                ? 4
                : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 0;
        int value = length == 4 ? lead & 0x07 : length == 3 ? lead & 0x0F : lead & 0x1F;
        boolean valid = length > 0 && at + length <= end;
        for (int k = 1; valid && k < length; k++) {
            valid = (bytes[at + k] & 0xC0) == 0x80;
            value = value << 6 | bytes[at + k] & 0x3F;
        }
        boolean tooLong = length == 3 && value < 0x800 || length == 4 && value < 0x10000;
        if (!valid || tooLong || value > 0x10FFFF || value >= 0xD800 && value <= 0xDFFF) {
            throw problemAt(
                            file,
                            bytes,
                            at,
                            "the byte " + hex(lead) + " is not part of valid UTF-8",
                            "save the file as UTF-8")
                    .withGoText(GoYamlFault.anywhere(invalidOctet(bytes, at, end)));
        }
        if (yaml && (value < 0xA0 && value != 0x85 || value == 0xFFFE || value == 0xFFFF)) {
            throw problemAt(
                            file,
                            bytes,
                            at,
                            "the control character " + hex(value) + " is not allowed",
                            "remove it, or write it as an escape in double quotes")
                    .withGoText(NO_CONTROL);
        }
        return length;
    }

    private static String invalidOctet(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF8 || lead < 0xC0 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (length == 0) {
            return "invalid leading UTF-8 octet";
        }
        if (at + length > end) {
            return "incomplete UTF-8 octet sequence";
        }
        for (int k = 1; k < length; k++) {
            if ((bytes[at + k] & 0xC0) != 0x80) {
                return "invalid trailing UTF-8 octet";
            }
        }
        boolean isLong = lead == 0xC0
                || lead == 0xC1
                || lead == 0xE0 && (bytes[at + 1] & 0xFF) < 0xA0
                || lead == 0xF0 && (bytes[at + 1] & 0xFF) < 0x90;
        return isLong ? "invalid length of a UTF-8 sequence" : "invalid Unicode character";
    }

    private static String hex(int value) {
        String digits = Integer.toHexString(value & 0x1FFFFF).toUpperCase(Locale.ROOT);
        return "0x" + (digits.length() < 2 ? "0" + digits : digits);
    }

    private static YamlSyntaxException problemAt(String file, byte[] bytes, int at, String problem, String hint) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && bytes[i + 1] != '\n') {
                line++;
                column = 1;
            } else if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return problem(file, line, column, problem, hint);
    }

    private static YamlSyntaxException problem(String file, int line, int column, String problem, String hint) {
        return new YamlSyntaxException(new YamlProblem(file, line, column, problem, hint));
    }
}
