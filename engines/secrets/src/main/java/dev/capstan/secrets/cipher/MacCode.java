package dev.capstan.secrets.cipher;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The code over the plain values of a file, as it is gathered value by value. */
final class MacCode {
    private static final String ALGORITHM = "SHA-512";
    /** What the code over encrypted values alone begins with, so that it never equals one over all values: SHA-256 of "sops". */
    private static final byte[] ENCRYPTED_ONLY =
            HexFormat.of().parseHex("8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69");

    private final MessageDigest digest;
    private final boolean encryptedOnly;

    MacCode(boolean encryptedOnly) {
        this.encryptedOnly = encryptedOnly;
        try {
            this.digest = MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
        if (encryptedOnly) {
            digest.update(ENCRYPTED_ONLY);
        }
    }

    void add(byte[] value, boolean isEncrypted) {
        if (isEncrypted || !encryptedOnly) {
            digest.update(value);
        }
        Arrays.fill(value, (byte) 0);
    }

    String text() {
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }
}
