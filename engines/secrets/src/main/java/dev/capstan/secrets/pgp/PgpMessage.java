package dev.capstan.secrets.pgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** Messages that hold a small secret. */
final class PgpMessage {
    /** A data key has 32 bytes, a share of one 33; nothing longer is read, however well it is compressed. */
    private static final int LARGEST_SECRET = 1024;

    private static final int DEEPEST = 4;
    /** Each may take as long as a large RSA key needs. */
    private static final int MOST_TRIES = 100;

    private PgpMessage() {}

    static String encrypt(byte[] secret, PGPPublicKey key, SecureRandom random, Instant now) throws PgpException {
        var out = new ByteArrayOutputStream();
        var encryptor = new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random);
        var message = new PGPEncryptedDataGenerator(encryptor);
        message.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key).setSecureRandom(random));
        try (var armored = ArmoredOutputStream.builder().clearHeaders().build(out)) {
            var literal = new ByteArrayOutputStream();
            try (var content = new PGPLiteralDataGenerator()
                    .open(literal, PGPLiteralData.BINARY, "", secret.length, Date.from(now))) {
                content.write(secret);
            }
            try (var encrypted = message.open(armored, literal.size())) {
                literal.writeTo(encrypted);
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw new PgpException("the OpenPGP key " + PgpKeys.shown(key.getKeyID()) + " cannot encrypt");
        }
        return out.toString(StandardCharsets.US_ASCII).strip();
    }

    static byte[] decrypt(String armored, PgpKeys keys) throws PgpException {
        if (keys.opensNothing()) {
            throw new PgpException("no private OpenPGP key is given");
        }
        int tries = 0;
        for (var encrypted : encryptedData(armored)) {
            if (encrypted instanceof PGPPublicKeyEncryptedData ours) {
                for (PGPSecretKey key : keys.candidates(ours.getKeyIdentifier().getKeyId())) {
                    if (++tries > MOST_TRIES) {
                        throw new PgpException("the message does not say for whom it is, and more than " + MOST_TRIES
                                + " tries are not made");
                    }
                    try {
                        return decrypt(ours, key);
                    } catch (PgpException e) {
                        if (ours.getKeyIdentifier().getKeyId() != 0) {
                            throw e;
                        }
                    }
                }
            }
        }
        throw new PgpException(
                tries > 0
                        ? "the message does not say for whom it is, and none of the given OpenPGP keys opens it"
                        : "none of the given OpenPGP keys opens it");
    }

    private static PGPEncryptedDataList encryptedData(String armored) throws PgpException {
        try (var in = PGPUtil.getDecoderStream(new ByteArrayInputStream(armored.getBytes(StandardCharsets.UTF_8)))) {
            var objects = new BcPGPObjectFactory(in);
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (object instanceof PGPEncryptedDataList list) {
                    return list;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw damaged();
        }
        throw damaged();
    }

    private static byte[] decrypt(PGPPublicKeyEncryptedData encrypted, PGPSecretKey key) throws PgpException {
        var unlocked = PgpKeys.unlocked(key);
        if (!encrypted.isIntegrityProtected() && !encrypted.isAEAD()) {
            throw new PgpException("the message is not protected against changes, and is not trusted");
        }
        try (var in = encrypted.getDataStream(new BcPublicKeyDataDecryptorFactory(unlocked))) {
            byte[] secret = content(in, 0);
            // The code is behind what was read, and counts only when everything was read.
            in.transferTo(OutputStream.nullOutputStream());
            if (!encrypted.isAEAD() && !encrypted.verify()) {
                throw damaged();
            }
            return secret;
        } catch (IOException | PGPException | RuntimeException e) {
            throw damaged();
        }
    }

    private static byte[] content(InputStream in, int depth) throws IOException, PGPException, PgpException {
        var objects = new BcPGPObjectFactory(in);
        for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
            if (object instanceof PGPLiteralData literal) {
                byte[] secret = literal.getInputStream().readNBytes(LARGEST_SECRET + 1);
                if (secret.length > LARGEST_SECRET) {
                    throw new PgpException(
                            "the message holds more than " + LARGEST_SECRET + " bytes, which is no data key");
                }
                return secret;
            }
            if (object instanceof PGPCompressedData compressed && depth < DEEPEST) {
                return content(compressed.getDataStream(), depth + 1);
            }
        }
        throw new PgpException("the message has no content");
    }

    private static PgpException damaged() {
        return new PgpException("the message is damaged, or it was changed");
    }
}
