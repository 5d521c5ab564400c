package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as bytes, where a lone surrogate U+DC80 to U+DCFF stands for one byte that is not UTF-8. */
final class GoBytes {
    private GoBytes() {}

    static byte[] of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withStrayBytes(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withStrayBytes(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0xDC80 && c <= 0xDCFF) {
                bytes[size++] = (byte) c;
            } else {
                byte[] one = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(one, 0, bytes, size, one.length);
                size += one.length;
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}
