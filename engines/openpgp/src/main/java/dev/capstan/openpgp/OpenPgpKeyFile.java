package dev.capstan.openpgp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;

/**
 * What one file says about keys: the keys, and revocations that stand alone (the certificates that GnuPG makes with a new key).
 */
record OpenPgpKeyFile(List<PGPPublicKeyRing> keys, List<PGPSignature> revocations) {

    /**
     * Reads all of a file, armored in any number of blocks or not.
     *
     * @throws IOException with a message for people that names what cannot be read; nothing is passed over
     */
    static OpenPgpKeyFile read(byte[] file) throws IOException {
        var keys = new ArrayList<PGPPublicKeyRing>();
        var revocations = new ArrayList<PGPSignature>();
        for (var block : OpenPgpBlocks.of(file)) {
            for (var object : objects(block)) {
                switch (object) {
                    case PGPPublicKeyRing ring -> keys.add(ring);
                    case PGPSignatureList signatures -> addRevocations(signatures, revocations, block.place());
                    case PGPMarker _ -> {}
                    case PGPSecretKeyRing _ ->
                        throw new IOException(block.place() + "it is a private key, and only public keys belong here");
                    default -> throw new IOException(block.place() + "it holds something else than public keys");
                }
            }
        }
        return new OpenPgpKeyFile(List.copyOf(keys), List.copyOf(revocations));
    }

    private static void addRevocations(PGPSignatureList signatures, List<PGPSignature> revocations, String place)
            throws IOException {
        for (var signature : signatures) {
            if (!OpenPgpCertificate.isRevocationOfKeys(signature)) {
                throw new IOException(place + "it is a signature, and only public keys belong here");
            }
            revocations.add(signature);
        }
    }

    /** The keys and signatures of a block. */
    static List<Object> objects(OpenPgpBlocks.Block block) throws IOException {
        var objects = new ArrayList<Object>();
        var factory = new JcaPGPObjectFactory(block.packets());
        try {
            for (var object = factory.nextObject(); object != null; object = factory.nextObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(block.place() + "it is not an OpenPGP public key, or it is damaged", e);
        }
        if (objects.isEmpty()) {
            throw new IOException(block.place() + "it holds no OpenPGP public key");
        }
        return objects;
    }
}
