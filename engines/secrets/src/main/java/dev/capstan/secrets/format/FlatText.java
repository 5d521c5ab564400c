package dev.capstan.secrets.format;

import dev.capstan.secrets.document.Scalar;
import dev.capstan.yaml.YamlScalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Text of formats that have nothing but text. */
final class FlatText {
    private FlatText() {}

    /**
     * Bytes as text.
     *
     * @throws FormatException when they are not UTF-8
     */
    static String decoded(byte[] bytes) throws FormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatException("it is not text in UTF-8");
        }
    }

    /** A scalar as such formats show it. */
    static String of(Scalar scalar) throws FormatException {
        return switch (scalar) {
            case Scalar.Text text -> text.value();
            case Scalar.Bytes _ -> throw new FormatException("a value is not text in UTF-8; write it as a binary file");
            case Scalar.Int number -> Long.toString(number.value());
            case Scalar.Decimal number -> decimal(number.value());
            case Scalar.Bool truth -> Boolean.toString(truth.value());
            case Scalar.Time time ->
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        OffsetDateTime.parse(time.rfc3339()).truncatedTo(ChronoUnit.SECONDS));
            case Scalar.Null _ -> "<nil>";
        };
    }

    /** With a point or an exponent, so that nobody takes it for a whole number. */
    private static String decimal(double number) {
        String go = YamlScalar.ofFloat(number).text().toUpperCase(Locale.ROOT);
        return go.contains(".") || go.contains("E") ? go : go + ".0";
    }
}
