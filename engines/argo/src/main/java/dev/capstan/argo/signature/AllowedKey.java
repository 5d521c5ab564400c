package dev.capstan.argo.signature;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that may sign: of OpenPGP 16 hexadecimal digits in capitals, where a fingerprint of 40 stands for its last 16; of SSH its
 * fingerprint as {@code ssh-keygen -l} prints it, which Argo CD does not know.
 *
 * @param id in capitals, or as it is of SSH
 */
public record AllowedKey(String id) {
    private static final int FINGERPRINT = 40;
    private static final int ID = 16;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern SSH = Pattern.compile("SHA256:[0-9A-Za-z+/]{43}");

    /** Reads a key id or fingerprint; empty when the text is none. */
    static Optional<AllowedKey> of(String text) {
        if (SSH.matcher(text).matches()) {
            return Optional.of(new AllowedKey(text));
        }
        boolean isKey = (text.length() == ID || text.length() == FINGERPRINT)
                && HEX.matcher(text).matches();
        return isKey ? Optional.of(new AllowedKey(inCapitals(text.substring(text.length() - ID)))) : Optional.empty();
    }

    /** An id as it is compared: letters of fingerprints of SSH differ by their case. */
    static String inCapitals(String id) {
        return SSH.matcher(id).matches() ? id : id.toUpperCase(Locale.ROOT);
    }
}
