package dev.capstan.secrets.age;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The notation of keys: BIP 173 without its limit of length. */
final class Bech32 {
    private static final String LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;

    private Bech32() {}

    /** What a text holds: its prefix, in lower case, and its bytes. */
    record Decoded(String prefix, byte[] bytes) {}

    /** @throws AgeException that does not quote the text, which may be a private key */
    static Decoded decode(String text) throws AgeException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new AgeException("it mixes upper and lower case");
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || separator + 1 + CHECKSUM > lower.length()) {
            throw new AgeException("it is too short");
        }
        String prefix = lower.substring(0, separator);
        byte[] values = new byte[lower.length() - separator - 1];
        for (int i = 0; i < values.length; i++) {
            int value = LETTERS.indexOf(lower.charAt(separator + 1 + i));
            if (value < 0) {
                throw new AgeException("it has a character that keys do not have");
            }
            values[i] = (byte) value;
        }
        if (checksum(prefix, values, 0) != 1) {
            throw new AgeException("its checksum is wrong: a character is missing or mistyped");
        }
        return new Decoded(prefix, bytes(values, values.length - CHECKSUM));
    }

    private static byte[] bytes(byte[] values, int count) throws AgeException {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (int i = 0; i < count; i++) {
            held = held << 5 | values[i];
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        if (bits >= 5 || held != 0) {
            throw new AgeException("it is not padded as it should be");
        }
        return bytes.toByteArray();
    }

    /** @param prefix in lower case */
    static String encode(String prefix, byte[] bytes) {
        byte[] values = new byte[(bytes.length * 8 + 4) / 5];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                values[at++] = (byte) (held >> bits & 31);
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            values[at] = (byte) (held << 5 - bits & 31);
        }
        int checksum = checksum(prefix, values, CHECKSUM) ^ 1;
        var text = new StringBuilder(prefix).append('1');
        for (byte value : values) {
            text.append(LETTERS.charAt(value));
        }
        for (int i = 0; i < CHECKSUM; i++) {
            text.append(LETTERS.charAt(checksum >> 5 * (CHECKSUM - 1 - i) & 31));
        }
        return text.toString();
    }

    private static int checksum(String prefix, byte[] values, int zeros) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte value : values) {
            sum = step(sum, value);
        }
        for (int i = 0; i < zeros; i++) {
            sum = step(sum, 0);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= -(top >> i & 1) & GENERATOR[i];
        }
        return next;
    }
}
