package dev.capstan.access.git.adapter;

import dev.capstan.access.git.GitHubApp;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The JSON Web Token (RFC 7519, RS256) by which a GitHub App says who it is. */
final class AppProof {
    /** For clocks that differ. */
    private static final Duration BEFORE = Duration.ofSeconds(60);

    /** GitHub accepts ten minutes at most. */
    private static final Duration VALID = Duration.ofMinutes(9);

    private AppProof() {}

    /**
     * A proof that is valid for some minutes.
     *
     * @throws GeneralSecurityException when the key is not an RSA key
     * @throws IOException when the key cannot be read
     */
    static String of(GitHubApp app, Instant now) throws GeneralSecurityException, IOException {
        var claims = "{\"iat\":%d,\"exp\":%d,\"iss\":\"%s\"}"
                .formatted(now.minus(BEFORE).getEpochSecond(), now.plus(VALID).getEpochSecond(), app.id());
        var signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key(app.privateKey()));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoded(signature.sign());
    }

    private static String encoded(String json) {
        return encoded(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException, IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
                case PrivateKeyInfo key -> converter.getPrivateKey(key);
                case null, default -> throw new IOException("there is no private key in it");
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not PEM", e);
        }
    }
}
