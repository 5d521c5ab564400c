package dev.capstan.oci.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.Digest;
import dev.capstan.testkit.signature.SigningKeys;
import java.security.KeyPair;
import java.util.HexFormat;

/** Sigstore bundles as cosign stores them. */
public final class Bundles {
    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    public static final String STATEMENT = "application/vnd.in-toto+json";
    public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    private Bundles() {}

    /** The bundle of a good signature with a key. */
    public static String signed(KeyPair keys, Digest about) {
        return signed(keys, STATEMENT, statement("https://in-toto.io/Statement/v1", about, SIGNATURE));
    }

    /** A bundle with an envelope around anything. */
    public static String signed(KeyPair keys, String payloadType, String payload) {
        return "{\"mediaType\":\"" + MEDIA_TYPE + "\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"x\"}},"
                + "\"dsseEnvelope\":" + envelope(keys, payloadType, payload) + "}";
    }

    /** A bundle with a signature over bytes that are not in it. */
    public static String message(String version, String algorithm, Digest digest, String signature) {
        return "{\"mediaType\":\"%s\",\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"%s\",\"digest\":\"%s\"},\"signature\":\"%s\"}}"
                .formatted(version, algorithm, SigningKeys.base64(HexFormat.of().parseHex(digest.hex())), signature);
    }

    public static String envelope(KeyPair keys, String payloadType, String payload) {
        var signed = "DSSEv1 " + payloadType.length() + " " + payloadType + " " + payload.getBytes(UTF_8).length + " "
                + payload;
        return "{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[{\"sig\":\"%s\"}]}"
                .formatted(payloadType, SigningKeys.base64(payload.getBytes(UTF_8)), SigningKeys.sign(keys, signed));
    }

    public static String statement(String type, Digest about, String predicate) {
        return "{\"_type\":\"%s\",\"subject\":[{\"digest\":{\"%s\":\"%s\"}}],\"predicateType\":\"%s\"}"
                .formatted(type, about.algorithm().label(), about.hex(), predicate);
    }
}
