package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;

/** Whoever knows a passphrase. */
final class ScryptRecipient implements AgeRecipient {
    static final String TYPE = "scrypt";
    static final int SALT = 16;
    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int WORK_FACTOR = 18;

    private final byte[] passphrase;
    private final int workFactor;

    ScryptRecipient(byte[] passphrase) {
        this(passphrase, WORK_FACTOR);
    }

    /** @param workFactor the logarithm to the base of 2 of the cost */
    ScryptRecipient(byte[] passphrase, int workFactor) {
        this.passphrase = passphrase.clone();
        this.workFactor = workFactor;
    }

    static byte[] key(byte[] passphrase, byte[] salt, int workFactor) {
        return SCrypt.generate(passphrase, Primitives.joined(LABEL, salt), 1 << workFactor, 8, 1, Primitives.KEY);
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return new Stanza(
                TYPE,
                List.of(Stanza.encoded(salt), Integer.toString(workFactor)),
                Primitives.sealed(key(passphrase, salt, workFactor), fileKey));
    }

    @Override
    public String toString() {
        return "ScryptRecipient";
    }
}
