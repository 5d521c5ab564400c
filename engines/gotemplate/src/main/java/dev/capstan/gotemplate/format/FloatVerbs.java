package dev.capstan.gotemplate.format;

/** Floating-point numbers under the verbs that take them. */
final class FloatVerbs {

    private static final int DEFAULT_PRECISION = 6;

    private final Field field;
    private final Flags flags;

    FloatVerbs(Field field) {
        this.field = field;
        this.flags = field.flags;
    }

    /** Prints it, or answers false when the verb does not take floats. */
    boolean print(double value, boolean single, char verb) {
        switch (verb) {
            case 'v' -> number(value, single, 'g', GoFloat.SHORTEST);
            case 'b', 'g', 'G', 'x', 'X' -> number(value, single, verb, GoFloat.SHORTEST);
            case 'f', 'e', 'E' -> number(value, single, verb, DEFAULT_PRECISION);
            case 'F' -> number(value, single, 'f', DEFAULT_PRECISION);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Prints {@code (1+2i)}, or answers false. */
    boolean print(double real, double imaginary, char verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            return false;
        }
        boolean plus = flags.plus;
        field.append('(');
        print(real, false, verb);
        flags.plus = true;
        print(imaginary, false, verb);
        field.append("i)");
        flags.plus = plus;
        return true;
    }

    private void number(double value, boolean single, char verb, int defaultPrecision) {
        int precision = flags.hasPrecision() ? flags.precision : defaultPrecision;
        field.bounds().value(Math.max(0, precision));
        String text = GoFloat.text(value, single, verb, precision);
        String signed = text.startsWith("-") || text.startsWith("+") ? text : "+" + text;
        if (flags.space && signed.charAt(0) == '+' && !flags.plus) {
            signed = " " + signed.substring(1);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            boolean bareNan = Double.isNaN(value) && !flags.space && !flags.plus;
            field.padWithBlanks(bareNan ? signed.substring(1) : signed);
            return;
        }
        if (flags.sharp && verb != 'b') {
            signed = withPoint(signed, verb, precision);
        }
        if (!flags.plus && signed.charAt(0) == '+') {
            field.pad(signed.substring(1));
        } else if (flags.zeroPads() && flags.width > signed.length()) {
            field.padAfterSign(signed);
        } else {
            field.pad(signed);
        }
    }

    /** The sharp flag: a decimal point always, and with some verbs the zeros at the end. */
    private static String withPoint(String number, char verb, int precision) {
        int digits = "gGx".indexOf(verb) < 0 ? 0 : precision == GoFloat.SHORTEST ? DEFAULT_PRECISION : precision;
        boolean isHex = verb == 'x' || verb == 'X';
        int tail = number.length();
        boolean hasPoint = false;
        boolean sawDigit = false;
        for (int i = 1; i < tail; i++) {
            char c = number.charAt(i);
            if (c == '.') {
                hasPoint = true;
            } else if (c == 'p' || c == 'P' || !isHex && (c == 'e' || c == 'E')) {
                tail = i;
            } else {
                sawDigit |= c != '0';
                digits -= sawDigit ? 1 : 0;
            }
        }
        StringBuilder text = new StringBuilder(number.substring(0, tail));
        if (!hasPoint) {
            digits -= text.length() == 2 && text.charAt(1) == '0' ? 1 : 0;
            text.append('.');
        }
        return text.append("0".repeat(Math.max(0, digits)))
                .append(number, tail, number.length())
                .toString();
    }
}
