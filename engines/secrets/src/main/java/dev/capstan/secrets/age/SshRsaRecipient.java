package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** The holder of an RSA key of SSH. */
final class SshRsaRecipient implements AgeRecipient {
    static final String TRANSFORMATION = "RSA/ECB/OAEPPadding";
    static final OAEPParameterSpec PADDING = new OAEPParameterSpec(
            "SHA-256",
            "MGF1",
            MGF1ParameterSpec.SHA256,
            new PSource.PSpecified("age-encryption.org/v1/ssh-rsa".getBytes(StandardCharsets.US_ASCII)));

    private final SshPublicKey.Rsa key;
    private final PublicKey rsa;

    SshRsaRecipient(SshPublicKey.Rsa key) throws AgeException {
        this.key = key;
        try {
            this.rsa =
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent()));
        } catch (GeneralSecurityException e) {
            throw SshWire.damaged();
        }
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException {
        try {
            var cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, rsa, PADDING, random);
            return new Stanza(SshPublicKey.RSA, List.of(key.tag()), cipher.doFinal(fileKey));
        } catch (GeneralSecurityException e) {
            throw new AgeException("the SSH key cannot encrypt");
        }
    }

    @Override
    public String toString() {
        return key.line();
    }
}
