package dev.capstan.secrets.age;

import java.util.Optional;

/** A passphrase. */
final class ScryptIdentity implements AgeIdentity {
    /** What age itself writes is 18; each more doubles time and memory, which is 1 GiB at 20. */
    private static final int LARGEST_WORK_FACTOR = 20;

    private final byte[] passphrase;

    ScryptIdentity(byte[] passphrase) {
        this.passphrase = passphrase.clone();
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.type().equals(ScryptRecipient.TYPE)) {
            return Optional.empty();
        }
        byte[] salt = stanza.argument(0, 2, ScryptRecipient.SALT);
        int workFactor = workFactor(stanza.arguments().get(1));
        return FileKey.opened(ScryptRecipient.key(passphrase, salt, workFactor), stanza);
    }

    private static int workFactor(String text) throws AgeException {
        if (!text.matches("[1-9][0-9]?")) {
            throw new AgeException("its header is damaged: the work factor is not a number");
        }
        int factor = Integer.parseInt(text);
        if (factor > LARGEST_WORK_FACTOR) {
            throw new AgeException("its passphrase has a work factor of " + factor + ", and more than "
                    + LARGEST_WORK_FACTOR + " is not tried");
        }
        return factor;
    }

    @Override
    public Optional<String> recipient() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "ScryptIdentity";
    }
}
