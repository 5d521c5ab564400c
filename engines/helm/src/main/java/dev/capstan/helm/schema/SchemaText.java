package dev.capstan.helm.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts in messages about schemas. */
final class SchemaText {
    private static final String SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    /** Go's shortest notation of a number turns to exponents here. */
    private static final int LARGEST_PLAIN_EXPONENT = 5;

    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private SchemaText() {}

    /** In single quotes. */
    static String quote(String text) {
        var quoted = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case 0x07 -> quoted.append("\\a");
                case 0x0B -> quoted.append("\\v");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        quoted.append("\\x%02x".formatted(c));
                    } else if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                    }
                }
            }
        });
        return quoted.append('\'').toString();
    }

    private static boolean isPrintable(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** In double quotes. */
    static String doubleQuote(String text) {
        String quoted = quote(text);
        return '"'
                + quoted.substring(1, quoted.length() - 1).replace("\\'", "'").replace("\"", "\\\"")
                + '"';
    }

    static String quoted(List<String> texts) {
        return texts.stream().map(SchemaText::quote).collect(Collectors.joining(", "));
    }

    /** A value that is neither a map nor a list. */
    static String display(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case String text -> quote(text);
            case Map<?, ?> _ -> "value";
            case List<?> _ -> "value";
            default -> value.toString();
        };
    }

    /** With commas between the thousands. */
    static String count(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /** As English numbers are printed, large and small ones with an exponent. */
    static String number(BigDecimal exact) {
        double value = exact.doubleValue();
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT) {
            String digits = shortest.movePointLeft(exponent)
                    .round(MathContext.UNLIMITED)
                    .toPlainString();
            return digits + "×10" + superscript(exponent);
        }
        String plain = shortest.toPlainString();
        int dot = plain.indexOf('.');
        String whole = dot < 0 ? plain : plain.substring(0, dot);
        String grouped = whole.equals("-0") ? "-0" : count(Long.parseLong(whole));
        return dot < 0 ? grouped : grouped + plain.substring(dot);
    }

    private static String superscript(int exponent) {
        var text = new StringBuilder(exponent < 0 ? "⁻" : "");
        String digits = "%02d".formatted(Math.abs(exponent));
        digits.chars().forEach(c -> text.append(SUPERSCRIPT.charAt(c - '0')));
        return text.toString();
    }

    /** A token of a JSON pointer. */
    static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    /** A JSON pointer as it stands behind the hash of a URL. */
    static String encode(String pointer) {
        return java.util.Arrays.stream(pointer.split("/", -1))
                .map(SchemaText::encodeToken)
                .collect(Collectors.joining("/"));
    }

    private static String encodeToken(String token) {
        String encoded = URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        for (String kept : List.of("$", "&", "+", "=", ":", "@")) {
            encoded = encoded.replace("%%%02X".formatted((int) kept.charAt(0)), kept);
        }
        return encoded;
    }
}
