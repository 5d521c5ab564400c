package dev.capstan.secrets.shamir;

/** Arithmetic on the 256 elements of the field of AES. No branch and no look-up depends on a value. */
final class Field {
    /** The reducing polynomial without its highest term. */
    private static final int REDUCER = 0x1B;

    private Field() {}

    static int multiply(int a, int b) {
        int product = 0;
        int factor = a;
        for (int bit = 0; bit < 8; bit++) {
            product ^= -(b >> bit & 1) & factor;
            factor = factor << 1 & 0xFF ^ -(factor >> 7) & REDUCER;
        }
        return product;
    }

    /** The inverse is the power of 254; that of 0 is 0. */
    static int inverse(int a) {
        int result = 1;
        int power = a;
        for (int bit = 1; bit < 8; bit++) {
            power = multiply(power, power);
            result = multiply(result, power);
        }
        return result;
    }

    /** The value of a polynomial whose coefficients go up from that of degree 0. */
    static int evaluate(byte[] coefficients, int x) {
        int value = 0;
        for (int degree = coefficients.length - 1; degree >= 0; degree--) {
            value = multiply(value, x) ^ coefficients[degree] & 0xFF;
        }
        return value;
    }

    /** The value at 0 of the polynomial of lowest degree that goes through the points. */
    static int atZero(int[] places, int[] values) {
        int sum = 0;
        for (int i = 0; i < places.length; i++) {
            int weight = 1;
            for (int j = 0; j < places.length; j++) {
                if (i != j) {
                    weight = multiply(weight, multiply(places[j], inverse(places[i] ^ places[j])));
                }
            }
            sum ^= multiply(values[i], weight);
        }
        return sum;
    }
}
