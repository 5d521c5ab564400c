package dev.capstan.git.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenPgpSignatureTest {
    private static final String PAYLOAD = """
            tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            author t <t@localhost> 1700000000 +0000
            committer t <t@localhost> 1700000000 +0000

            Message
            """;

    private PGPKeyPair pair;

    @BeforeEach
    void makeKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = new JcaPGPKeyPair(
                PGPPublicKey.RSA_GENERAL,
                generator.generateKeyPair(),
                Date.from(Instant.now().minusSeconds(3600)));
    }

    @Test
    void acceptsASignatureOfATrustedKey() throws Exception {
        assertThat(check(trusted(Duration.ZERO, false), HashAlgorithmTags.SHA256))
                .isInstanceOf(SignatureCheck.Valid.class);
    }

    @Test
    void g014_refusesAnExpiredKey() throws Exception {
        assertThat(check(trusted(Duration.ofMinutes(30), false), HashAlgorithmTags.SHA256))
                .isInstanceOfSatisfying(
                        SignatureCheck.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("expired"));
    }

    @Test
    void g014_refusesARevokedKey() throws Exception {
        assertThat(check(trusted(Duration.ZERO, true), HashAlgorithmTags.SHA256))
                .isInstanceOfSatisfying(
                        SignatureCheck.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("revoked"));
    }

    @Test
    void refusesWeakHashes() throws Exception {
        assertThat(check(trusted(Duration.ZERO, false), HashAlgorithmTags.SHA1))
                .isInstanceOfSatisfying(
                        SignatureCheck.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("weak"));
    }

    private SignatureCheck check(byte[] ring, int hash) throws Exception {
        var signed = PAYLOAD.replace(
                "\n\nMessage", "\ngpgsig " + signature(hash).strip().replace("\n", "\n ") + "\n\nMessage");
        var object = ((SignedObject.Parsed.Good) SignedObject.commit(signed.getBytes(UTF_8))).object();
        assertThat(object.payload()).isEqualTo(PAYLOAD.getBytes(UTF_8));
        return ((TrustedKeys.Parsed.Keys) TrustedKeys.parse(Map.of("author.asc", ring)))
                .keys()
                .check(object);
    }

    private String signature(int hash) throws Exception {
        var generator = generator(PGPSignature.BINARY_DOCUMENT, hash);
        generator.update(PAYLOAD.getBytes(UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var armored = new ArmoredOutputStream(bytes)) {
            armored.clearHeaders();
            generator.generate().encode(armored);
        }
        return bytes.toString(UTF_8);
    }

    private PGPSignatureGenerator generator(int type, int hash) throws Exception {
        var signer = new JcaPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash)
                .setProvider(new BouncyCastleProvider());
        var generator = new PGPSignatureGenerator(signer, pair.getPublicKey());
        generator.init(type, pair.getPrivateKey());
        return generator;
    }

    private byte[] trusted(Duration lifetime, boolean isRevoked) throws Exception {
        var key = pair.getPublicKey();
        var certification = generator(PGPSignature.POSITIVE_CERTIFICATION, HashAlgorithmTags.SHA256);
        if (lifetime.isPositive()) {
            var hashed = new PGPSignatureSubpacketGenerator();
            hashed.setKeyExpirationTime(false, lifetime.toSeconds());
            certification.setHashedSubpackets(hashed.generate());
        }
        key = PGPPublicKey.addCertification(key, "t", certification.generateCertification("t", key));
        if (isRevoked) {
            var revocation = generator(PGPSignature.KEY_REVOCATION, HashAlgorithmTags.SHA256);
            key = PGPPublicKey.addCertification(key, revocation.generateCertification(key));
        }
        var bytes = new ByteArrayOutputStream();
        try (var armored = new ArmoredOutputStream(bytes)) {
            new PGPPublicKeyRing(java.util.List.of(key)).encode(armored);
        }
        return bytes.toByteArray();
    }
}
