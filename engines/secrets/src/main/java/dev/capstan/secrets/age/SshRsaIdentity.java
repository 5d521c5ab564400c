package dev.capstan.secrets.age;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/** An RSA key of SSH. */
final class SshRsaIdentity implements AgeIdentity {
    private final SshPublicKey.Rsa key;
    private final PrivateKey rsa;

    SshRsaIdentity(SshPublicKey.Rsa key, PrivateKey rsa) {
        this.key = key;
        this.rsa = rsa;
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws AgeException {
        if (!stanza.type().equals(SshPublicKey.RSA)) {
            return Optional.empty();
        }
        if (stanza.arguments().size() != 1) {
            throw new AgeException("its header is damaged: a recipient of the type ssh-rsa is malformed");
        }
        if (!stanza.arguments().getFirst().equals(key.tag())) {
            return Optional.empty();
        }
        try {
            var cipher = Cipher.getInstance(SshRsaRecipient.TRANSFORMATION);
            cipher.init(Cipher.DECRYPT_MODE, rsa, SshRsaRecipient.PADDING);
            byte[] fileKey = cipher.doFinal(stanza.body());
            if (fileKey.length == FileKey.SIZE) {
                return Optional.of(fileKey);
            }
        } catch (BadPaddingException e) {
            throw new AgeException("its header is damaged: the key for this SSH key does not decrypt");
        } catch (GeneralSecurityException e) {
            throw new AgeException("the SSH key cannot decrypt");
        }
        throw new AgeException("its header is damaged: the key for this SSH key has a wrong size");
    }

    @Override
    public Optional<String> recipient() {
        return Optional.of(key.line());
    }

    @Override
    public String toString() {
        return "SshRsaIdentity";
    }
}
