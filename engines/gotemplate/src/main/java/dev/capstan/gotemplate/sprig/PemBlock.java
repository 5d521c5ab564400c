package dev.capstan.gotemplate.sprig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of PEM.
 *
 * @param type what it says it is, such as {@code CERTIFICATE}
 * @param content the bytes
 */
record PemBlock(String type, byte[] content) {

    private static final Pattern BLOCK = Pattern.compile(
            "(?:^|\\n)-----BEGIN ([^\\n-]*)-----[ \\t]*\\r?\\n(?:[^\\n:]*:[^\\n]*\\n)*\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** The first block of a text; null when there is none. */
    static @Nullable PemBlock first(String text) {
        Matcher match = BLOCK.matcher(text);
        if (!match.find()) {
            return null;
        }
        try {
            String plain = match.group(2).replaceAll("\\s", "");
            return new PemBlock(match.group(1), Base64.getDecoder().decode(plain));
        } catch (IllegalArgumentException invalid) {
            return null; // Go takes it for text between blocks
        }
    }

    @Override
    public String toString() {
        String lines = new String(LINES.encode(content), StandardCharsets.US_ASCII);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
