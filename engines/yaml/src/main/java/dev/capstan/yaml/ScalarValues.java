package dev.capstan.yaml;

import java.util.Objects;
import java.util.OptionalLong;

/** What the text of a scalar is worth, by its kind. */
public final class ScalarValues {
    private ScalarValues() {}

    /** The value of an integer in any notation; empty when 64 bits with a sign cannot hold it. */
    public static OptionalLong integer(YamlScalar scalar) {
        String decimal = ScalarResolver.decimalInteger(scalar.text());
        try {
            return decimal == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(decimal));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The value of a number, an integer as well. */
    public static double number(YamlScalar scalar) {
        return ScalarResolver.floatValue(scalar.text());
    }

    /** The value of a boolean. */
    public static boolean truth(YamlScalar scalar) {
        return ScalarResolver.truth(scalar.text());
    }

    /** A timestamp in the notation of RFC 3339, without needless zeros. */
    public static String time(YamlScalar scalar) {
        return Objects.requireNonNull(GoTime.rfc3339(scalar.text()), "a timestamp");
    }
}
