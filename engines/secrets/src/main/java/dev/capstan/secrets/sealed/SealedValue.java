package dev.capstan.secrets.sealed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * One sealed value: the length of what RSA encrypted in two bytes, that, and the value under AES-256-GCM with a key that is used once. The label
 * of OAEP binds the key to a scope.
 */
final class SealedValue {
    private static final String RSA = "RSA/ECB/OAEPPadding";
    private static final String AES = "AES/GCM/NoPadding";
    private static final int KEY = 32;
    private static final int TAG = 16;
    private static final GCMParameterSpec NONCE = new GCMParameterSpec(TAG * 8, new byte[12]);

    private SealedValue() {}

    private static OAEPParameterSpec padding(byte[] label) {
        return new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label));
    }

    static byte[] seal(byte[] value, byte[] label, RSAPublicKey key, SecureRandom random) throws SealingException {
        byte[] session = new byte[KEY];
        random.nextBytes(session);
        try {
            var rsa = Cipher.getInstance(RSA);
            rsa.init(Cipher.ENCRYPT_MODE, key, padding(label), random);
            byte[] sealedKey = rsa.doFinal(session);
            var aes = Cipher.getInstance(AES);
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(session, "AES"), NONCE);
            byte[] sealed = aes.doFinal(value);
            return ByteBuffer.allocate(2 + sealedKey.length + sealed.length)
                    .putShort((short) sealedKey.length)
                    .put(sealedKey)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new SealingException("the key of the certificate cannot seal");
        } finally {
            Arrays.fill(session, (byte) 0);
        }
    }

    /** The value; empty when no key opens it under this label, or it was changed. */
    static Optional<byte[]> unseal(byte[] sealed, byte[] label, UnsealingKeys keys) {
        if (sealed.length < 2) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(sealed).getShort() & 0xFFFF;
        if (sealed.length < 2 + length + TAG) {
            return Optional.empty();
        }
        byte[] sealedKey = Arrays.copyOfRange(sealed, 2, 2 + length);
        for (PrivateKey key : keys.all()) {
            Optional<byte[]> value = unseal(sealed, 2 + length, sealedKey, label, key);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> unseal(byte[] sealed, int from, byte[] sealedKey, byte[] label, PrivateKey key) {
        byte[] session = new byte[0];
        try {
            var rsa = Cipher.getInstance(RSA);
            rsa.init(Cipher.DECRYPT_MODE, key, padding(label));
            session = rsa.doFinal(sealedKey);
            if (session.length != KEY) {
                return Optional.empty();
            }
            var aes = Cipher.getInstance(AES);
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(session, "AES"), NONCE);
            return Optional.of(aes.doFinal(sealed, from, sealed.length - from));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // another key, another scope, or changed: from outside all the same
        } finally {
            Arrays.fill(session, (byte) 0);
        }
    }
}
