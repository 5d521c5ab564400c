package dev.capstan.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;

/**
 * What of a file of keys everybody may know, for those who are given private keys although they need public ones.
 *
 * @param keys not armored, to be read by {@link OpenPgpKeys}; nothing of a private key
 * @param hadPrivateKeys whether the file holds any
 */
public record OpenPgpPublicPart(byte[] keys, boolean hadPrivateKeys) {

    /**
     * Reads a file of public and private keys, armored in any number of blocks or not. Private keys are not opened, so no passphrase is
     * needed.
     *
     * @throws IOException with a message for people when something cannot be read, or is neither a key nor a revocation
     */
    public static OpenPgpPublicPart of(byte[] file) throws IOException {
        var keys = new ByteArrayOutputStream();
        boolean hadPrivateKeys = false;
        for (var block : OpenPgpBlocks.ofAllKeys(file)) {
            for (var object : OpenPgpKeyFile.objects(block)) {
                switch (object) {
                    case PGPPublicKeyRing ring -> ring.encode(keys);
                    case PGPSecretKeyRing ring -> {
                        hadPrivateKeys = true;
                        ring.toCertificate().encode(keys);
                    }
                    case PGPSignatureList signatures -> {
                        for (PGPSignature signature : signatures) {
                            signature.encode(keys);
                        }
                    }
                    case PGPMarker _ -> {}
                    default -> throw new IOException(block.place() + "it holds something else than keys");
                }
            }
        }
        return new OpenPgpPublicPart(keys.toByteArray(), hadPrivateKeys);
    }

    @Override
    public String toString() {
        return "OpenPgpPublicPart[]";
    }
}
