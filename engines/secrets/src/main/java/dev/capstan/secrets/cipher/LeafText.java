package dev.capstan.secrets.cipher;

import dev.capstan.secrets.document.Comment;
import dev.capstan.secrets.document.Leaf;
import dev.capstan.secrets.document.Scalar;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** The bytes of a leaf that are encrypted and go into the code, and the leaf of such bytes. Bytes are new ones, for their user to clear. */
final class LeafText {
    private LeafText() {}

    static byte[] bytes(Leaf leaf) {
        return switch (leaf) {
            case Scalar.Bytes bytes -> bytes.value().clone();
            case Scalar.Text text -> utf8(text.value());
            case Scalar.Int number -> utf8(Long.toString(number.value()));
            case Scalar.Decimal number -> utf8(decimal(number.value()));
            case Scalar.Bool truth -> utf8(truth.value() ? "True" : "False");
            case Scalar.Time time -> utf8(time.rfc3339());
            case Scalar.Null _ -> new byte[0];
            case Comment comment -> utf8(comment.text());
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The shortest decimal that means the number, without an exponent. */
    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /** The name of a leaf's type. */
    static String type(Leaf leaf) {
        return switch (leaf) {
            case Scalar.Text _, Scalar.Bytes _ -> "str";
            case Scalar.Int _ -> "int";
            case Scalar.Decimal _ -> "float";
            case Scalar.Bool _ -> "bool";
            case Scalar.Time _ -> "time";
            case Comment _ -> "comment";
            case Scalar.Null _ -> throw new IllegalArgumentException("nothing is not encrypted");
        };
    }

    /**
     * The leaf of a type.
     *
     * @throws IllegalArgumentException with a text that does not quote the bytes
     */
    static Leaf leaf(byte[] bytes, String type) {
        return switch (type) {
            case "str", "bytes" -> text(bytes);
            case "int" -> new Scalar.Int(integer(bytes));
            case "float" -> new Scalar.Decimal(number(bytes));
            case "bool" -> new Scalar.Bool(truth(bytes));
            case "time" -> new Scalar.Time(time(bytes));
            case "comment" -> new Comment(new String(bytes, StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("its type is not known");
        };
    }

    static Scalar text(byte[] bytes) {
        try {
            return new Scalar.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new Scalar.Bytes(bytes);
        }
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long integer(byte[] bytes) {
        try {
            return Long.parseLong(ascii(bytes));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is not a whole number of 64 bits");
        }
    }

    private static double number(byte[] bytes) {
        String text = ascii(bytes);
        try {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is not a number");
        }
    }

    private static boolean truth(byte[] bytes) {
        return switch (ascii(bytes)) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new IllegalArgumentException("it is neither true nor false");
        };
    }

    private static String time(byte[] bytes) {
        String text = ascii(bytes);
        try {
            var unused = OffsetDateTime.parse(text);
            return text;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it is not a time");
        }
    }
}
