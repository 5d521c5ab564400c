package dev.capstan.sealedsecret.key;

import dev.capstan.secrets.sealed.SealingCertificate;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.UnsealingKeys;
import java.nio.charset.StandardCharsets;

/**
 * A key pair that can be used.
 *
 * @param pair as it lies in its Secret
 * @param certificate its certificate
 */
public record UsableKey(SealingKeyPair pair, SealingCertificate certificate) {
    /**
     * Reads a key pair.
     *
     * @throws SealingException when the certificate or the private key cannot be read; the message holds nothing of either
     */
    public static UsableKey of(SealingKeyPair pair) throws SealingException {
        addTo(UnsealingKeys.none(), pair);
        return new UsableKey(pair, SealingCertificate.parse(pair.certificate().getBytes(StandardCharsets.US_ASCII)));
    }

    static UnsealingKeys addTo(UnsealingKeys keys, SealingKeyPair pair) throws SealingException {
        return keys.and(pair.name(), pair.privateKey().getBytes(StandardCharsets.US_ASCII));
    }
}
