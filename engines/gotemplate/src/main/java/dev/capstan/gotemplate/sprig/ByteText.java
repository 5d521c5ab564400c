package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoString;

/** Text cut where Go cuts it: by bytes of UTF-8. */
final class ByteText {

    private ByteText() {}

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** {@code text[from:to]}. */
    static String slice(String text, long from, long to) {
        int length = GoString.length(text);
        if (to < 0 || to > length || from > to) {
            throw Panic.slice(from, to, length);
        }
        if (length == text.length() && isAscii(text)) {
            return text.substring((int) from, (int) to);
        }
        return GoString.of(GoString.bytes(text), (int) from, (int) to);
    }
}
