package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64 as Go reads it: line ends anywhere, and the place of a fault. */
final class GoBase64 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int GROUP = 4;

    private final byte[] text;
    private final ByteArrayOutputStream out;
    private int at;

    private GoBase64(byte[] text) {
        this.text = text;
        this.out = new ByteArrayOutputStream(text.length * 3 / GROUP + 3);
    }

    static String encode(byte[] bytes) {
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
    }

    static byte[] decode(String text) {
        GoBase64 decoder = new GoBase64(GoString.bytes(text));
        while (decoder.group()) {
            // one group after the other
        }
        return decoder.out.toByteArray();
    }

    /** Reads four characters; false when there is nothing behind them. */
    private boolean group() {
        int bits = 0;
        for (int i = 0; i < GROUP; i++) {
            skipLineEnds();
            if (at == text.length) {
                if (i == 0) {
                    return false;
                }
                throw illegal(at - i);
            }
            byte b = text[at++];
            int digit = b < 0 ? -1 : ALPHABET.indexOf(b);
            if (digit < 0) {
                if (b != '=') {
                    throw illegal(at - 1);
                }
                padding(i, bits);
                return false;
            }
            bits = bits << 6 | digit;
        }
        out.write(bits >> 16);
        out.write(bits >> 8);
        out.write(bits);
        return true;
    }

    private void padding(int before, int bits) {
        if (before < 2) {
            throw illegal(at - 1);
        }
        if (before == 2) {
            skipLineEnds();
            if (at == text.length) {
                throw illegal(text.length);
            }
            if (text[at] != '=') {
                throw illegal(at - 1);
            }
            at++;
            out.write(bits >> 4);
        } else {
            out.write(bits >> 10);
            out.write(bits >> 2);
        }
        skipLineEnds();
        if (at < text.length) {
            throw illegal(at);
        }
    }

    private void skipLineEnds() {
        while (at < text.length && (text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }

    private static FunctionException illegal(int at) {
        return new FunctionException("illegal base64 data at input byte " + at);
    }
}
