package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** Somebody with an OpenPGP key and a subkey, who hands out copies of the key as it was at different times. */
final class OpenPgpPerson {
    private static final Instant BORN = Instant.now().minus(Duration.ofDays(10));

    final PGPKeyPair main;
    final PGPKeyPair sub;

    OpenPgpPerson() throws GeneralSecurityException, PGPException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        main = new JcaPGPKeyPair(PGPPublicKey.RSA_GENERAL, generator.generateKeyPair(), Date.from(BORN));
        sub = new JcaPGPKeyPair(PGPPublicKey.RSA_GENERAL, generator.generateKeyPair(), Date.from(BORN));
    }

    Copy copy() {
        return new Copy();
    }

    /** Signs as the primary key or the subkey. */
    String sign(PGPKeyPair by, byte[] payload) throws PGPException, IOException {
        var generator = generator(by, PGPSignature.BINARY_DOCUMENT);
        generator.update(payload);
        var bytes = new ByteArrayOutputStream();
        try (var armored = new ArmoredOutputStream(bytes)) {
            armored.clearHeaders();
            generator.generate().encode(armored);
        }
        return bytes.toString(UTF_8);
    }

    /** The revocation that stands alone, as {@code gpg --gen-revoke} writes it. */
    String revocationCertificate() throws PGPException, IOException {
        return armor(keyRevocation(main).getEncoded());
    }

    PGPSignature keyRevocation(PGPKeyPair revoker) throws PGPException {
        return generator(revoker, PGPSignature.KEY_REVOCATION).generateCertification(main.getPublicKey());
    }

    private static PGPSignatureGenerator generator(PGPKeyPair by, int type) throws PGPException {
        var signer = new JcaPGPContentSignerBuilder(by.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256)
                .setProvider(new BouncyCastleProvider());
        var generator = new PGPSignatureGenerator(signer, by.getPublicKey());
        generator.init(type, by.getPrivateKey());
        return generator;
    }

    /** The key as somebody has it; what is not said is good. */
    final class Copy {
        private final List<PGPSignature> onMain = new ArrayList<>();
        private final List<PGPSignature> onSub = new ArrayList<>();
        private final PGPSignatureSubpacketGenerator user = new PGPSignatureSubpacketGenerator();
        private boolean hasSubkey;
        private boolean isUserRevoked;

        private Copy() {
            user.setSignatureCreationTime(false, Date.from(BORN));
        }

        /** The key was described so many days after it was made, and lives so many days from its making; 0 for ever. */
        Copy described(int day, int lifetimeInDays) {
            user.setSignatureCreationTime(false, Date.from(BORN.plus(Duration.ofDays(day))));
            user.setKeyExpirationTime(false, Duration.ofDays(lifetimeInDays).toSeconds());
            return this;
        }

        Copy forCertifyingOnly() {
            user.setKeyFlags(false, KeyFlags.CERTIFY_OTHER);
            return this;
        }

        Copy revocableBy(OpenPgpPerson revoker) {
            user.addRevocationKey(
                    false,
                    revoker.main.getPublicKey().getAlgorithm(),
                    revoker.main.getPublicKey().getFingerprint());
            return this;
        }

        Copy revokedBy(OpenPgpPerson revoker) throws PGPException {
            onMain.add(keyRevocation(revoker.main));
            return this;
        }

        Copy userRevoked() {
            isUserRevoked = true;
            return this;
        }

        /** With the subkey, cross-certified by it as it should be. */
        Copy withSubkey(int lifetimeInDays) throws PGPException {
            var back = generator(sub, PGPSignature.PRIMARYKEY_BINDING)
                    .generateCertification(main.getPublicKey(), sub.getPublicKey());
            var hashed = binding(lifetimeInDays);
            try {
                hashed.addEmbeddedSignature(false, back);
            } catch (IOException e) {
                throw new PGPException("cannot embed", e);
            }
            return bound(hashed);
        }

        Copy withSubkeyThatDoesNotAgree() throws PGPException {
            return bound(binding(0));
        }

        private PGPSignatureSubpacketGenerator binding(int lifetimeInDays) {
            var hashed = new PGPSignatureSubpacketGenerator();
            hashed.setKeyFlags(false, KeyFlags.SIGN_DATA);
            if (lifetimeInDays > 0) {
                hashed.setKeyExpirationTime(
                        false, Duration.ofDays(lifetimeInDays).toSeconds());
            }
            return hashed;
        }

        private Copy bound(PGPSignatureSubpacketGenerator hashed) throws PGPException {
            hasSubkey = true;
            var generator = generator(main, PGPSignature.SUBKEY_BINDING);
            generator.setHashedSubpackets(hashed.generate());
            onSub.add(generator.generateCertification(main.getPublicKey(), sub.getPublicKey()));
            return this;
        }

        Copy withSubkeyRevoked() throws PGPException {
            hasSubkey = true;
            onSub.add(generator(main, PGPSignature.SUBKEY_REVOCATION)
                    .generateCertification(main.getPublicKey(), sub.getPublicKey()));
            return this;
        }

        byte[] packets() throws PGPException, IOException {
            var generator = generator(main, PGPSignature.POSITIVE_CERTIFICATION);
            generator.setHashedSubpackets(user.generate());
            var key = PGPPublicKey.addCertification(
                    main.getPublicKey(), "t", generator.generateCertification("t", main.getPublicKey()));
            if (isUserRevoked) {
                key = PGPPublicKey.addCertification(
                        key,
                        "t",
                        OpenPgpPerson.generator(main, PGPSignature.CERTIFICATION_REVOCATION)
                                .generateCertification("t", main.getPublicKey()));
            }
            for (var signature : onMain) {
                key = PGPPublicKey.addCertification(key, signature);
            }
            var out = new ByteArrayOutputStream();
            key.encode(out);
            if (hasSubkey) {
                out.writeBytes(subkeyPackets());
            }
            return out.toByteArray();
        }

        private byte[] subkeyPackets() throws IOException {
            var out = new ByteArrayOutputStream();
            var packet = sub.getPublicKey().getPublicKeyPacket();
            out.writeBytes(new PublicSubkeyPacket(
                            packet.getVersion(), packet.getAlgorithm(), packet.getTime(), packet.getKey())
                    .getEncoded());
            for (var signature : onSub) {
                signature.encode(out);
            }
            return out.toByteArray();
        }

        String armored() throws PGPException, IOException {
            return armor(packets());
        }
    }

    /** Any packets in the armor of a public key. */
    static String armor(byte[] packets) {
        return "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(packets)
                + "\n-----END PGP PUBLIC KEY BLOCK-----\n";
    }
}
