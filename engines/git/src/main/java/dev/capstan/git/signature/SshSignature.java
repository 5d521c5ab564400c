package dev.capstan.git.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** SSH signatures (the SSHSIG format of OpenSSH's PROTOCOL.sshsig) in the namespace that Git uses. */
final class SshSignature {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final String NAMESPACE = "git";
    private static final Map<String, String> HASHES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");
    private static final Set<String> WEAK = Set.of("ssh-rsa", "ssh-dss");

    private SshSignature() {}

    static SignatureCheck check(String armored, byte[] payload, List<byte[]> trusted) {
        try {
            var blob = new ByteArrayBuffer(unarmored(armored));
            var magic = new byte[MAGIC.length];
            blob.getRawBytes(magic);
            if (!Arrays.equals(magic, MAGIC) || blob.getInt() != 1) {
                return invalid("the SSH signature has an unknown format");
            }
            var publicKey = blob.getBytes();
            var namespace = blob.getString();
            var reserved = blob.getBytes();
            var hash = blob.getString();
            var signature = blob.getBytes();
            if (!namespace.equals(NAMESPACE)) {
                return invalid("the SSH signature was not made for Git");
            }
            if (!HASHES.containsKey(hash)) {
                return invalid("the SSH signature uses an unknown hash");
            }
            var key = new ByteArrayBuffer(publicKey).getRawPublicKey();
            var fingerprint = KeyUtils.getFingerPrint(key);
            if (trusted.stream().noneMatch(known -> Arrays.equals(known, publicKey))) {
                return new SignatureCheck.Invalid(
                        "it was made by the SSH key " + fingerprint + ", which is not among the trusted keys",
                        SignatureFault.UNKNOWN_KEY,
                        fingerprint);
            }
            var algorithm = new ByteArrayBuffer(signature).getString();
            var factory = BuiltinSignatures.fromFactoryName(algorithm);
            if (factory == null || WEAK.contains(algorithm)) {
                return invalid("the SSH signature uses the algorithm '" + algorithm + "', which is not accepted");
            }
            var verifier = factory.create();
            verifier.initVerifier(null, key);
            verifier.update(null, signedData(namespace, reserved, hash, payload));
            return verifier.verify(null, signature)
                    ? new SignatureCheck.Valid(fingerprint)
                    : invalid("the SSH signature of key " + fingerprint + " does not fit the content");
        } catch (Exception e) {
            return invalid("the SSH signature cannot be read");
        }
    }

    private static byte[] unarmored(String armored) {
        var body = armored.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("-----"))
                .reduce("", String::concat);
        return Base64.getDecoder().decode(body);
    }

    /** What the key signs for a payload. */
    static byte[] signedData(String hash, byte[] payload) throws NoSuchAlgorithmException {
        return signedData(NAMESPACE, new byte[0], hash, payload);
    }

    private static byte[] signedData(String namespace, byte[] reserved, String hash, byte[] payload)
            throws NoSuchAlgorithmException {
        var data = new ByteArrayBuffer();
        data.putRawBytes(MAGIC);
        data.putString(namespace);
        data.putBytes(reserved);
        data.putString(hash);
        data.putBytes(MessageDigest.getInstance(HASHES.getOrDefault(hash, hash)).digest(payload));
        return data.getCompactData();
    }

    /** What is armored: the signature with the key that made it. */
    static byte[] envelope(byte[] publicKey, String hash, byte[] signature) {
        var blob = new ByteArrayBuffer();
        blob.putRawBytes(MAGIC);
        blob.putInt(1);
        blob.putBytes(publicKey);
        blob.putString(NAMESPACE);
        blob.putBytes(new byte[0]);
        blob.putString(hash);
        blob.putBytes(signature);
        return blob.getCompactData();
    }

    private static SignatureCheck invalid(String why) {
        return new SignatureCheck.Invalid(why, SignatureFault.BAD, "");
    }
}
