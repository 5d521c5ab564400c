package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes strings from bytes; short ones that came before are handed out again instead of being made again. */
final class StringPool {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 40;

    private final @Nullable String[] known = new @Nullable String[SLOTS];
    private final boolean ascii;

    StringPool(boolean ascii) {
        this.ascii = ascii;
    }

    String string(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return make(bytes, from, length);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 10 ^ hash >>> 20) & SLOTS - 1;
        String candidate = known[slot];
        if (candidate != null && matches(candidate, bytes, from, length)) {
            return candidate;
        }
        String made = make(bytes, from, length);
        known[slot] = made;
        return made;
    }

    private String make(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static boolean matches(String candidate, byte[] bytes, int from, int length) {
        if (candidate.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // a character beyond ASCII never equals a (signed) byte, so such strings are simply made again
            if (candidate.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
