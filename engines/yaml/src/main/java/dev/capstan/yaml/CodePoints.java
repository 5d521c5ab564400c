package dev.capstan.yaml;

/** The order of text by code points, which is the one of its bytes in UTF-8. */
final class CodePoints {
    private CodePoints() {}

    static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char ca = a.charAt(i);
            char cb = b.charAt(i);
            if (ca != cb) {
                boolean surrogateA = Character.isSurrogate(ca);
                boolean surrogateB = Character.isSurrogate(cb);
                return surrogateA == surrogateB ? ca - cb : surrogateA ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
