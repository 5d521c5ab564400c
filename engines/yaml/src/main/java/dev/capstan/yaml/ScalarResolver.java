package dev.capstan.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Decides what an unquoted word means. Two dialects matter in Kubernetes: the one kustomize reads with (go-yaml v3) and
 * the one every other tool turns YAML into JSON with (go-yaml v2), which also knows {@code yes}, {@code on} and
 * {@code y} as booleans but not {@code 0o17} by itself. Hand-written scanners: no regular expressions, no allocation
 * for ordinary words.
 */
final class ScalarResolver {
    private ScalarResolver() {}

    /** The kind of a plain scalar as kustomize sees it. */
    static ScalarKind kyaml(String text) {
        if (text.isEmpty()) {
            return ScalarKind.NULL;
        }
        return switch (text.charAt(0)) {
            case 't', 'T', 'f', 'F' -> isTrueOrFalse(text) ? ScalarKind.BOOL : ScalarKind.STRING;
            case 'n', 'N', '~' -> isNull(text) ? ScalarKind.NULL : ScalarKind.STRING;
            case '.' -> isSpecialFloat(text) || isDotFloat(text) ? ScalarKind.FLOAT : ScalarKind.STRING;
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numberLike(text);
            default -> ScalarKind.STRING;
        };
    }

    /** The kind of a plain scalar as the Kubernetes tools see it when they turn YAML into JSON. */
    static ScalarKind kubernetes(String text) {
        if (!text.isEmpty() && text.length() <= 3 && isOldBoolean(text)) {
            return ScalarKind.BOOL;
        }
        return kyaml(text);
    }

    /** The truth of a scalar that is a boolean in one of the dialects. */
    static boolean truth(String text) {
        return switch (text.charAt(0)) {
            case 't', 'T', 'y', 'Y' -> true;
            case 'o', 'O' -> text.length() == 2;
            default -> false;
        };
    }

    /** {@code y}, {@code yes}, {@code on} and their negations in the three usual spellings. */
    static boolean isOldBoolean(String text) {
        return switch (text) {
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF" ->
                true;
            default -> false;
        };
    }

    private static boolean isTrueOrFalse(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
            default -> false;
        };
    }

    private static boolean isNull(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    private static boolean isSpecialFloat(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN" ->
                true;
            default -> false;
        };
    }

    /** {@code .5}, {@code .5e3}: here no underscores are allowed. */
    private static boolean isDotFloat(String text) {
        return isDecimalFloat(text) && isFinite(text);
    }

    private static ScalarKind numberLike(String text) {
        if (isSpecialFloat(text)) {
            return ScalarKind.FLOAT;
        }
        if (GoTime.looksLikeDate(text) && GoTime.parse(text) != null) {
            return ScalarKind.TIMESTAMP;
        }
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        if (GoNumbers.isInteger(plain)) {
            return ScalarKind.INT;
        }
        if (isDecimalFloat(plain) && isFinite(plain)) {
            return ScalarKind.FLOAT;
        }
        return GoNumbers.oddInteger(plain) == null ? ScalarKind.STRING : ScalarKind.INT;
    }

    private static boolean isFinite(String decimal) {
        return !Double.isInfinite(Double.parseDouble(decimal));
    }

    /** An optional sign, digits with at most one dot and at least one digit before it or after it, an optional exponent. */
    static boolean isDecimalFloat(String text) {
        int at = 0;
        int end = text.length();
        if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < end && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole == 0 && fraction == 0) {
            return false;
        }
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == end;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /**
     * The JSON form of an integer scalar's text: plain decimal digits. Null when the text is none of the integer
     * notations that fit 64 bits.
     */
    static @Nullable String decimalInteger(String text) {
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        String usual = GoNumbers.integer(plain);
        return usual != null ? usual : GoNumbers.oddInteger(plain);
    }

    /** The value of a float scalar's text. */
    static double floatValue(String text) {
        if (isSpecialFloat(text)) {
            if (text.length() == 4 && (text.charAt(1) == 'n' || text.charAt(1) == 'N')) {
                return Double.NaN;
            }
            return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.equals("-0")) {
            return -0.0;
        }
        String integer = decimalInteger(text);
        return Double.parseDouble(integer != null ? integer : text.indexOf('_') < 0 ? text : text.replace("_", ""));
    }

    /** Times such as 1:30 or 12:30:45.5, which older YAML libraries read as numbers to the base of sixty. */
    static boolean isBase60(String text) {
        int end = text.length();
        int at = 0;
        if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        if (at >= end || !isDigit(text.charAt(at))) {
            return false;
        }
        while (at < end && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        int groups = 0;
        while (at < end && text.charAt(at) == ':') {
            at++;
            int digits = digits(text, at);
            if (digits == 0 || digits > 2 || digits == 2 && text.charAt(at) > '5') {
                return false;
            }
            at += digits;
            groups++;
        }
        if (groups == 0) {
            return false;
        }
        if (at < end && text.charAt(at) == '.') {
            at++;
            while (at < end && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
        }
        return at == end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
