package dev.capstan.secrets.sealed;

import dev.capstan.secrets.rsa.RsaPrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys that unseal; each is tried. */
public final class UnsealingKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]*)-----END (?:RSA )?PRIVATE KEY-----");

    private final List<PrivateKey> keys;

    private UnsealingKeys(List<PrivateKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** No keys. */
    public static UnsealingKeys none() {
        return new UnsealingKeys(List.of());
    }

    /**
     * These keys and those of a text in PEM, of PKCS #1 or #8.
     *
     * @param name of the text, for messages
     * @throws SealingException when there is none in it, or one that is not RSA
     */
    public UnsealingKeys and(String name, byte[] pem) throws SealingException {
        var more = new ArrayList<>(keys);
        Matcher matcher = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
                more.add(matcher.group(1) == null ? RsaPrivateKeys.pkcs8(der) : RsaPrivateKeys.pkcs1(der));
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                throw new SealingException(name + " holds a private key that is damaged or not of RSA");
            }
        }
        if (more.size() == keys.size()) {
            throw new SealingException(name + " holds no private key in PEM");
        }
        return new UnsealingKeys(more);
    }

    List<PrivateKey> all() {
        return keys;
    }

    @Override
    public String toString() {
        return "UnsealingKeys[" + keys.size() + "]";
    }
}
