package dev.capstan.oci.signature.notation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.digest.Digest;
import dev.capstan.testkit.signature.SigningKeys;
import dev.capstan.testkit.signature.TestAuthority;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An envelope as {@code notation sign} makes it, of which a test changes one thing. */
final class NotarySignature {
    static final String SCHEME = "io.cncf.notary.signingScheme";
    static final String EXPIRY = "io.cncf.notary.expiry";
    static final String AUTHENTIC_TIME = "io.cncf.notary.authenticSigningTime";

    private final KeyPair keys;
    private final List<X509Certificate> chain;
    private final Map<String, String> header = new LinkedHashMap<>();
    private List<String> critical = new ArrayList<>(List.of(SCHEME));

    NotarySignature(KeyPair keys, List<X509Certificate> chain) {
        this.keys = keys;
        this.chain = chain;
        header.put(
                "alg",
                SigningAlgorithm.of(keys.getPublic())
                        .map(SigningAlgorithm::label)
                        .orElse("none"));
        header.put("cty", "application/vnd.cncf.notary.payload.v1+json");
        header.put(SCHEME, "notary.x509");
        header.put("io.cncf.notary.signingTime", "2026-11-28T12:00:00Z");
    }

    NotarySignature header(String name, String value) {
        header.put(name, value);
        return this;
    }

    NotarySignature critical(String name, String value) {
        critical.add(name);
        return header(name, value);
    }

    NotarySignature critical(List<String> names) {
        critical = names;
        return this;
    }

    String of(Digest artifact) {
        return of("{\"targetArtifact\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
                + artifact + "\",\"size\":2}}");
    }

    String of(String payload) {
        var fields = header.entrySet().stream()
                .map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
                .collect(Collectors.joining(","));
        var crit = critical.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(","));
        var head = url(("{" + fields + ",\"crit\":[" + crit + "]}").getBytes(UTF_8));
        var body = url(payload.getBytes(UTF_8));
        return "{\"payload\":\"%s\",\"protected\":\"%s\",\"header\":{\"x5c\":[%s]},\"signature\":\"%s\"}"
                .formatted(
                        body,
                        head,
                        chain.stream()
                                .map(it -> "\"" + SigningKeys.base64(TestAuthority.der(it)) + "\"")
                                .collect(Collectors.joining(",")),
                        url(sign((head + "." + body).getBytes(UTF_8))));
    }

    private byte[] sign(byte[] text) {
        try {
            var signature = SigningAlgorithm.of(keys.getPublic())
                    .orElse(SigningAlgorithm.ES256)
                    .open();
            signature.initSign(keys.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
