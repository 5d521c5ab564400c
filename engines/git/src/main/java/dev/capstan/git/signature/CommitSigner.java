package dev.capstan.git.signature;

import dev.capstan.openpgp.OpenPgpSigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A private key that signs commits. Shows nothing of the key. */
public final class CommitSigner {
    private final Signing signing;
    private final String key;

    private CommitSigner(String key, Signing signing) {
        this.key = key;
        this.signing = signing;
    }

    private interface Signing {
        String sign(byte[] payload) throws IOException;
    }

    /** What reading gives: the key, or why it cannot be used. */
    public sealed interface Parsed {
        record Usable(CommitSigner signer) implements Parsed {}

        record Unusable(String why) implements Parsed {}
    }

    /**
     * Reads an OpenPGP private key.
     *
     * @param armored exactly one key, with its subkeys
     * @param passphrase of the key; empty when it has none
     */
    public static Parsed openPgp(byte[] armored, Optional<String> passphrase) {
        return switch (OpenPgpSigningKey.parse(armored, passphrase)) {
            case OpenPgpSigningKey.Parsed.Key(var usable) ->
                new Parsed.Usable(new CommitSigner(usable.id(), usable::sign));
            case OpenPgpSigningKey.Parsed.Unusable(var why) -> new Parsed.Unusable(why);
        };
    }

    /**
     * Reads an SSH private key: Ed25519, ECDSA, or RSA of at least 2048 bits.
     *
     * @param identity in the format of OpenSSH or PEM
     * @param password of the key; empty when it has none
     */
    public static Parsed ssh(byte[] identity, Optional<String> password) {
        try {
            var usable = SshSigningKey.parse(new String(identity, StandardCharsets.UTF_8), password);
            return new Parsed.Usable(new CommitSigner(usable.fingerprint(), usable::sign));
        } catch (IOException e) {
            return new Parsed.Unusable(String.valueOf(e.getMessage()));
        }
    }

    /** Identity of the key: OpenPGP key id, or SSH fingerprint. */
    public String key() {
        return key;
    }

    /**
     * Signs.
     *
     * @param payload a commit without signature
     * @return armored
     * @throws IOException when the key cannot do it
     */
    public String sign(byte[] payload) throws IOException {
        return signing.sign(payload);
    }

    @Override
    public String toString() {
        return "CommitSigner[" + key + "]";
    }
}
