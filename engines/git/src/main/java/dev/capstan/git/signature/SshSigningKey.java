package dev.capstan.git.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;

/** An SSH private key that signs in the SSHSIG format (PROTOCOL.sshsig of OpenSSH) for the namespace that Git uses. */
final class SshSigningKey {
    private static final String HASH = "sha512";
    private static final int LONGEST = 1 << 16;
    private static final int SHORTEST_RSA = 2048;
    private static final int LINE = 70;
    private static final String RSA = "ssh-rsa";
    private static final String RSA_SIGNATURE = "rsa-sha2-512";
    private static final Set<String> SIGNING =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", RSA);

    private final KeyPair pair;
    private final String algorithm;

    private SshSigningKey(KeyPair pair, String algorithm) {
        this.pair = pair;
        this.algorithm = algorithm;
    }

    /**
     * Reads the one key.
     *
     * @throws IOException with a message for people
     */
    static SshSigningKey parse(String identity, Optional<String> password) throws IOException {
        var pairs = identity.length() > LONGEST ? List.<KeyPair>of() : pairs(identity, password);
        if (pairs.size() != 1) {
            throw new IOException("'identity' must hold exactly one SSH private key, and holds "
                    + (pairs.isEmpty() ? "none" : pairs.size()));
        }
        var pair = pairs.getFirst();
        var type = String.valueOf(KeyUtils.getKeyType(pair));
        if (!SIGNING.contains(type)) {
            throw new IOException("an SSH key of type '" + type + "' does not sign here; use Ed25519, ECDSA or RSA");
        }
        if (pair.getPrivate() instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw new IOException("the RSA key in 'identity' has less than " + SHORTEST_RSA + " bits");
        }
        return new SshSigningKey(pair, type.equals(RSA) ? RSA_SIGNATURE : type);
    }

    private static List<KeyPair> pairs(String identity, Optional<String> password) throws IOException {
        var provider = password.filter(text -> !text.isEmpty())
                .map(FilePasswordProvider::of)
                .orElse(FilePasswordProvider.EMPTY);
        try (var in = new ByteArrayInputStream(identity.getBytes(StandardCharsets.UTF_8))) {
            var found = new ArrayList<KeyPair>();
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("identity"), in, provider);
            if (pairs != null) {
                pairs.forEach(found::add);
            }
            return found;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(
                    password.isPresent()
                            ? "'identity' cannot be read with the passphrase in 'password'"
                            : "'identity' is not an SSH private key, or it needs a passphrase in 'password'",
                    e);
        }
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(pair.getPublic());
    }

    String sign(byte[] payload) throws IOException {
        try {
            var signature = new ByteArrayBuffer();
            signature.putString(algorithm);
            signature.putBytes(signed(SshSignature.signedData(HASH, payload)));
            var key = new ByteArrayBuffer();
            key.putRawPublicKey(pair.getPublic());
            return armored(SshSignature.envelope(key.getCompactData(), HASH, signature.getCompactData()));
        } catch (Exception e) { // what the library declares
            throw new IOException("the SSH key does not sign: " + e.getMessage(), e);
        }
    }

    private byte[] signed(byte[] data) throws Exception {
        var factory = BuiltinSignatures.fromFactoryName(algorithm);
        if (factory == null) {
            throw new GeneralSecurityException("no algorithm '" + algorithm + "'");
        }
        var signer = factory.create();
        signer.initSigner(null, pair.getPrivate());
        signer.update(null, data);
        return signer.sign(null);
    }

    private static String armored(byte[] blob) {
        var body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(blob);
        return "-----BEGIN SSH SIGNATURE-----\n" + body + "\n-----END SSH SIGNATURE-----\n";
    }
}
