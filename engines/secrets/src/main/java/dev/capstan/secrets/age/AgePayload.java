package dev.capstan.secrets.age;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The content of a file: chunks that are encrypted one by one, the last one marked. */
final class AgePayload {
    private static final int CHUNK = 64 * 1024;
    private static final int SEALED = CHUNK + Primitives.TAG;

    private AgePayload() {}

    static byte[] encrypt(byte[] key, byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length + Primitives.TAG);
        int chunk = 0;
        int from = 0;
        do {
            int length = Math.min(CHUNK, plain.length - from);
            boolean isLast = from + length == plain.length;
            out.writeBytes(Primitives.seal(key, nonce(chunk++, isLast), plain, from, length));
            from += length;
        } while (from < plain.length);
        return out.toByteArray();
    }

    static byte[] decrypt(byte[] key, byte[] file, int begin) throws AgeException {
        var out = new ByteArrayOutputStream();
        int chunk = 0;
        int from = begin;
        boolean isLast;
        do {
            int length = Math.min(SEALED, file.length - from);
            isLast = from + length == file.length;
            Optional<byte[]> plain = Primitives.open(key, nonce(chunk, isLast), file, from, length);
            if (plain.isEmpty() || plain.get().length == 0 && chunk > 0) {
                throw new AgeException("its content was changed or cut short");
            }
            out.writeBytes(plain.get());
            from += length;
            chunk++;
        } while (!isLast);
        return out.toByteArray();
    }

    private static byte[] nonce(int chunk, boolean isLast) {
        byte[] nonce = new byte[12];
        for (int i = 0; i < 4; i++) {
            nonce[10 - i] = (byte) (chunk >>> 8 * i);
        }
        nonce[11] = (byte) (isLast ? 1 : 0);
        return nonce;
    }
}
