package dev.capstan.oci.signature.notation;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** The algorithms of the Notary Project; which one it is follows from the key. */
enum SigningAlgorithm {
    PS256("SHA-256", 32),
    PS384("SHA-384", 48),
    PS512("SHA-512", 64),
    ES256("SHA256withECDSAinP1363Format", 0),
    ES384("SHA384withECDSAinP1363Format", 0),
    ES512("SHA512withECDSAinP1363Format", 0);

    private final String algorithm;
    private final int salt;

    SigningAlgorithm(String algorithm, int salt) {
        this.algorithm = algorithm;
        this.salt = salt;
    }

    /** The one for a key; empty for a kind or size that is not allowed. */
    static Optional<SigningAlgorithm> of(PublicKey key) {
        return Optional.ofNullable(
                switch (key) {
                    case RSAPublicKey rsa ->
                        switch (rsa.getModulus().bitLength()) {
                            case 2048 -> PS256;
                            case 3072 -> PS384;
                            case 4096 -> PS512;
                            default -> null;
                        };
                    case ECPublicKey ec ->
                        switch (ec.getParams().getOrder().bitLength()) {
                            case 256 -> ES256;
                            case 384 -> ES384;
                            case 521 -> ES512;
                            default -> null;
                        };
                    default -> null;
                });
    }

    /** The name in JWS. */
    String label() {
        return name();
    }

    Signature open() throws GeneralSecurityException {
        if (salt == 0) {
            return Signature.getInstance(algorithm);
        }
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(
                algorithm, "MGF1", new MGF1ParameterSpec(algorithm), salt, PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }
}
