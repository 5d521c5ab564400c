package dev.capstan.yaml;

/** String literals of JSON as Go writes them. */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /**
     * Writes a literal with its quotes. What is not a character (a lone surrogate, which stands for a byte that is not
     * UTF-8) becomes the escape of the replacement character.
     *
     * @param forHtml whether {@code <}, {@code >} and {@code &} are written as escapes
     */
    static void write(String text, boolean forHtml, Utf8Buffer out) {
        out.ascii('"');
        int length = text.length();
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0x20
                    && c != '"'
                    && c != '\\'
                    && (!forHtml || c != '<' && c != '>' && c != '&')
                    && c != 0x2028
                    && c != 0x2029
                    && (c < 0xD800 || c > 0xDFFF)) {
                out.character(c);
            } else {
                escape(c, out);
            }
        }
        out.ascii('"');
    }

    private static void escape(int c, Utf8Buffer out) {
        out.ascii('\\');
        switch (c) {
            case '"', '\\' -> out.ascii((char) c);
            case '\n' -> out.ascii('n');
            case '\r' -> out.ascii('r');
            case '\t' -> out.ascii('t');
            case '\b' -> out.ascii('b');
            case '\f' -> out.ascii('f');
            default -> {
                int written = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
                out.ascii('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.ascii(HEX[written >> shift & 0x0F]);
                }
            }
        }
    }
}
