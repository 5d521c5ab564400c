package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;

/** Base32 as Go writes and reads it. */
final class GoBase32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int GROUP = 8;
    private static final int BITS = 5;

    private GoBase32() {}

    static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * GROUP / BITS + GROUP);
        int pending = 0;
        int count = 0;
        for (byte b : bytes) {
            pending = pending << 8 | b & 0xff;
            count += 8;
            while (count >= BITS) {
                count -= BITS;
                out.append(ALPHABET.charAt(pending >> count & 31));
            }
        }
        if (count > 0) {
            out.append(ALPHABET.charAt(pending << BITS - count & 31));
        }
        while (out.length() % GROUP != 0) {
            out.append('=');
        }
        return out.toString();
    }

    static byte[] decode(String encoded) {
        byte[] text = GoString.bytes(encoded.replace("\r", "").replace("\n", ""));
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length * BITS / GROUP + BITS);
        int at = 0;
        boolean ended = false;
        while (at < text.length && !ended) {
            long bits = 0;
            int digits = 0;
            while (digits < GROUP) {
                if (at == text.length) {
                    throw illegal(text.length - digits);
                }
                byte b = text[at++];
                if (b == '=' && digits >= 2 && text.length - at < GROUP) {
                    checkPadding(text, at, digits);
                    ended = true;
                    break;
                }
                int digit = b < 0 ? -1 : ALPHABET.indexOf(b);
                if (digit < 0) {
                    throw illegal(at - 1);
                }
                bits = bits << BITS | digit;
                digits++;
            }
            bits <<= (long) BITS * (GROUP - digits);
            for (int i = 0; i < digits * BITS / 8; i++) {
                out.write((int) (bits >> 32 - 8 * i));
            }
        }
        return out.toByteArray();
    }

    private static void checkPadding(byte[] text, int at, int digits) {
        int left = text.length - at;
        if (left + digits < GROUP - 1) {
            throw illegal(text.length);
        }
        for (int k = 0; k < GROUP - 1 - digits; k++) {
            if (left > k && text[at + k] != '=') {
                throw illegal(at + k - 1);
            }
        }
        if (digits == 3 || digits == 6) {
            throw illegal(at - 1);
        }
    }

    private static FunctionException illegal(int at) {
        return new FunctionException("illegal base32 data at input byte " + at);
    }
}
