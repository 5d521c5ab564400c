package dev.capstan.git.ssh;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * An SSH private key with its public half, as texts. Shows nothing of the private key.
 *
 * @param identity private key, in the format of OpenSSH or PEM
 * @param publicKey as a line of {@code authorized_keys}, without a comment
 * @param fingerprint of the public key: {@code SHA256:…}
 */
public record SshKeyPair(String identity, String publicKey, String fingerprint) {
    private static final int ED25519_BITS = 256;

    /**
     * Makes a new key without a passphrase.
     *
     * @param bits of an RSA key, or of the curve of an ECDSA key (256, 384, 521); means nothing for Ed25519
     * @throws IllegalArgumentException when there is no such key
     */
    public static SshKeyPair generate(SshKeyAlgorithm algorithm, int bits) {
        try {
            return of(
                    switch (algorithm) {
                        case RSA -> KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, bits);
                        case ECDSA -> KeyUtils.generateKeyPair("ecdsa-sha2-nistp" + bits, bits);
                        case ED25519 -> KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
                    });
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no " + algorithm + " key of " + bits + " bits: " + e.getMessage(), e);
        }
    }

    private static SshKeyPair of(KeyPair pair) {
        try (var out = new ByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", null, out);
            return of(out.toString(StandardCharsets.UTF_8), pair);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a key that was just made can be written", e);
        }
    }

    private static SshKeyPair of(String identity, KeyPair pair) {
        return new SshKeyPair(
                identity, PublicKeyEntry.toString(pair.getPublic()), KeyUtils.getFingerPrint(pair.getPublic()));
    }

    /**
     * Reads a private key; the failure is {@link GitFailure.CredentialsInvalid}.
     *
     * @param identity in the format of OpenSSH or PEM
     * @param passphrase of the key; empty when it has none
     */
    public static GitResult<SshKeyPair> parse(String identity, Optional<String> passphrase) {
        var provider = passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
        try (var in = new ByteArrayInputStream(identity.getBytes(StandardCharsets.UTF_8))) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("identity"), in, provider);
            var found = pairs == null ? null : pairs.iterator();
            return found == null || !found.hasNext()
                    ? invalid("it is not an SSH private key")
                    : GitResult.success(of(identity, found.next()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return invalid(
                    passphrase.isPresent()
                            ? "the private key cannot be read with this passphrase"
                            : "it is not an SSH private key, or it needs a passphrase");
        }
    }

    private static GitResult<SshKeyPair> invalid(String why) {
        return GitResult.failed(new GitFailure.CredentialsInvalid(why));
    }

    @Override
    public String toString() {
        return "SshKeyPair[" + fingerprint + "]";
    }
}
