package dev.capstan.images.policy;

import java.util.Comparator;

/** The order of texts by their bytes in UTF-8, in which characters beyond the basic plane come last. */
final class ByteOrder {
    static final Comparator<String> ASCENDING = ByteOrder::compare;
    static final Comparator<String> DESCENDING = ASCENDING.reversed();

    private static final int SURROGATES = 0xD800;
    private static final int BEHIND_SURROGATES = 0xE000;

    private ByteOrder() {}

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return place(a) - place(b);
            }
        }
        return left.length() - right.length();
    }

    private static int place(char c) {
        return c < SURROGATES ? c : c < BEHIND_SURROGATES ? c + 0x2000 : c - 0x800;
    }
}
