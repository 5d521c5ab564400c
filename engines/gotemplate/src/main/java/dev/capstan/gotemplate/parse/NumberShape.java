package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;

/** Finds where a number ends. Lets more through than numbers; {@link NumberReader} refuses the rest. */
final class NumberShape {

    private static final String DECIMAL = "0123456789_";
    private static final String HEX = "0123456789abcdefABCDEF_";

    private NumberShape() {}

    static Token scan(Cursor in) {
        if (!accept(in)) {
            return bad(in);
        }
        int sign = in.peek();
        if (sign != '+' && sign != '-') {
            return in.token(TokenType.NUMBER);
        }
        return accept(in) && in.pendingText().endsWith("i") ? in.token(TokenType.COMPLEX) : bad(in);
    }

    private static Token bad(Cursor in) {
        return in.fail("bad number syntax: " + Quote.quote(in.pendingText()));
    }

    private static boolean accept(Cursor in) {
        one(in, "+-");
        String digits = DECIMAL;
        if (one(in, "0")) {
            digits = one(in, "xX") ? HEX : one(in, "oO") ? "01234567_" : one(in, "bB") ? "01_" : DECIMAL;
        }
        run(in, digits);
        if (one(in, ".")) {
            run(in, digits);
        }
        boolean hasExponent = digits.equals(DECIMAL) && one(in, "eE") || digits.equals(HEX) && one(in, "pP");
        if (hasExponent) {
            one(in, "+-");
            run(in, DECIMAL);
        }
        one(in, "i");
        if (CharClass.isAlphanumeric(in.peek())) {
            in.next();
            return false;
        }
        return true;
    }

    private static boolean one(Cursor in, String valid) {
        int c = in.peek();
        if (c == Cursor.END || valid.indexOf(c) < 0) {
            return false;
        }
        in.next();
        return true;
    }

    private static void run(Cursor in, String valid) {
        while (one(in, valid)) {
            // one more digit
        }
    }
}
