package dev.capstan.sealedsecret.key;

import java.time.Instant;

/**
 * A key pair as it lies in a Secret.
 *
 * @param name the name of the Secret
 * @param certificate the certificate in PEM
 * @param privateKey the private key in PEM
 * @param createdAt when the Secret was created
 */
public record SealingKeyPair(String name, String certificate, String privateKey, Instant createdAt) {
    /** Without the private key. */
    @Override
    public String toString() {
        return "SealingKeyPair[" + name + "]";
    }
}
