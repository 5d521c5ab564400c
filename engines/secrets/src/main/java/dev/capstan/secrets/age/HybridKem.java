package dev.capstan.secrets.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMExtractor;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMGenerator;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMPublicKeyParameters;

/**
 * MLKEM768-X25519 (X-Wing) under HPKE in its base mode, with HKDF-SHA256 and ChaCha20Poly1305: RFC 9180 and draft-ietf-hpke-pq. Who breaks one
 * half of it still has the other to break.
 */
final class HybridKem {
    static final int PUBLIC_KEY = 1184 + 32;
    static final int SEED = 32;
    static final int CIPHERTEXT = 1088;
    static final int SHARE = CIPHERTEXT + 32;
    private static final int PQ_PUBLIC_KEY = 1184;
    private static final byte[] COMBINER_LABEL = ascii("\\.//^\\");
    /** "HPKE", then the numbers of the KEM, the KDF and the AEAD. */
    private static final byte[] SUITE = Primitives.joined(ascii("HPKE"), new byte[] {0x64, 0x7a, 0, 1, 0, 3});

    private static final byte[] NOTHING = {};

    private HybridKem() {}

    /** A secret that both sides know, and what one side sends to the other for it. */
    record Shared(byte[] secret, byte[] share) {
        @Override
        public String toString() {
            return "Shared";
        }
    }

    /** A private key, with the public one. */
    record KeyPair(MLKEMPrivateKeyParameters pq, byte[] scalar, byte[] point) {
        byte[] publicKey() {
            return Primitives.joined(pq.getPublicKeyParameters().getEncoded(), point);
        }

        @Override
        public String toString() {
            return "KeyPair";
        }
    }

    static KeyPair keyPair(byte[] seed) {
        byte[] seeds = new byte[64 + 32];
        var shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        shake.doFinal(seeds, 0, seeds.length);
        byte[] scalar = Arrays.copyOfRange(seeds, 64, seeds.length);
        return new KeyPair(
                new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, Arrays.copyOf(seeds, 64)),
                scalar,
                Primitives.x25519(scalar));
    }

    static Shared encapsulate(byte[] publicKey, SecureRandom random) {
        byte[] point = Arrays.copyOfRange(publicKey, PQ_PUBLIC_KEY, publicKey.length);
        var pq = new MLKEMGenerator(random)
                .generateEncapsulated(new MLKEMPublicKeyParameters(
                        MLKEMParameters.ml_kem_768, Arrays.copyOf(publicKey, PQ_PUBLIC_KEY)));
        byte[] scalar = new byte[Primitives.KEY];
        random.nextBytes(scalar);
        byte[] share = Primitives.x25519(scalar);
        byte[] secret = combined(pq.getSecret(), Primitives.x25519(scalar, point), share, point);
        return new Shared(secret, Primitives.joined(pq.getEncapsulation(), share));
    }

    static byte[] decapsulate(KeyPair key, byte[] both) {
        byte[] share = Arrays.copyOfRange(both, CIPHERTEXT, both.length);
        byte[] pq = new MLKEMExtractor(key.pq).extractSecret(Arrays.copyOf(both, CIPHERTEXT));
        return combined(pq, Primitives.x25519(key.scalar, share), share, key.point);
    }

    private static byte[] combined(byte[] pq, byte[] curve, byte[] share, byte[] point) {
        return Primitives.digest("SHA3-256", Primitives.joined(pq, curve, share, point, COMBINER_LABEL));
    }

    /** The key and nonce of the only message. */
    record MessageKey(byte[] key, byte[] nonce) {
        @Override
        public String toString() {
            return "MessageKey";
        }
    }

    static MessageKey messageKey(byte[] secret, String info) {
        byte[] context = Primitives.joined(
                new byte[1], extract(NOTHING, "psk_id_hash", NOTHING), extract(NOTHING, "info_hash", ascii(info)));
        byte[] key = extract(secret, "secret", NOTHING);
        return new MessageKey(expand(key, "key", context, 32), expand(key, "base_nonce", context, 12));
    }

    private static byte[] extract(byte[] salt, String label, byte[] input) {
        return Primitives.extracted(Primitives.joined(ascii("HPKE-v1"), SUITE, ascii(label), input), salt);
    }

    private static byte[] expand(byte[] key, String label, byte[] context, int size) {
        byte[] length = ByteBuffer.allocate(2).putShort((short) size).array();
        return Primitives.expanded(
                key, Primitives.joined(length, ascii("HPKE-v1"), SUITE, ascii(label), context), size);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
