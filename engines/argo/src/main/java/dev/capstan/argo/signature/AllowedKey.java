package dev.capstan.argo.signature;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that may sign, as 16 hexadecimal digits in capitals. A fingerprint of 40 stands for its last 16.
 *
 * @param id in capitals
 */
public record AllowedKey(String id) {
    private static final int FINGERPRINT = 40;
    private static final int ID = 16;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

    /** Reads a key id or fingerprint; empty when the text is none. */
    static Optional<AllowedKey> of(String text) {
        boolean isKey = (text.length() == ID || text.length() == FINGERPRINT)
                && HEX.matcher(text).matches();
        return isKey
                ? Optional.of(new AllowedKey(text.substring(text.length() - ID).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }
}
