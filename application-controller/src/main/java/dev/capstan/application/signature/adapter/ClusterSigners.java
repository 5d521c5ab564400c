package dev.capstan.application.signature.adapter;

import dev.capstan.access.SecretReader;
import dev.capstan.application.signature.SignerSecrets;
import dev.capstan.openpgp.OpenPgpPublicPart;
import dev.capstan.runtime.secret.SecretException;
import java.io.IOException;

/** Keys in Secrets of the cluster, read anew each time; nothing is kept, and nothing private is passed on. */
public final class ClusterSigners implements SignerSecrets {
    private static final String SSH_SUFFIX = ".sshpub";

    private final SecretReader secrets;

    /** Reads through the reader. */
    public ClusterSigners(SecretReader secrets) {
        this.secrets = secrets;
    }

    @Override
    public Signer read(String namespace, String secret, String entry) {
        byte[] value;
        try {
            value = secrets.read(namespace, secret).all().get(entry);
        } catch (SecretException unread) {
            return new Signer.Unusable(unread.failure().message());
        }
        if (value == null) {
            return new Signer.Unusable("the Secret '" + secret + "' has no entry '" + entry + "'");
        }
        if (entry.endsWith(SSH_SUFFIX)) {
            return new Signer.Key(value, false);
        }
        try {
            OpenPgpPublicPart part = OpenPgpPublicPart.of(value);
            return new Signer.Key(part.keys(), part.hadPrivateKeys());
        } catch (IOException unreadable) {
            return new Signer.Unusable("the entry '" + entry + "' of the Secret '" + secret
                    + "' is no OpenPGP key that can be read: " + unreadable.getMessage());
        }
    }
}
