package dev.capstan.secrets.kms;

import dev.capstan.secrets.rsa.RsaPrivateKeys;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlSyntaxException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * A service account of Google Cloud with a private key, which it trades for access tokens: "Using OAuth 2.0 for server to server
 * applications".
 */
final class GoogleServiceAccount {
    private static final String SERVICE = "the token service of Google Cloud";
    private static final URI TOKENS = URI.create("https://oauth2.googleapis.com/token");
    private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";
    private static final int LIFETIME_SECONDS = 3600;

    private final String email;
    private final String keyId;
    private final PrivateKey key;

    private GoogleServiceAccount(String email, String keyId, PrivateKey key) {
        this.email = email;
        this.keyId = keyId;
        this.key = key;
    }

    /** Reads the file that Google gives out. Whatever else such files can be is refused: it would name places to ask. */
    static GoogleServiceAccount parse(String name, byte[] file) throws KmsException {
        try {
            if (Json.read(name, file, Limits.DEFAULT) instanceof YamlMap map
                    && "service_account".equals(map.getText("type"))) {
                String email = map.getText("client_email");
                String keyId = map.getText("private_key_id");
                String pem = map.getText("private_key");
                if (email != null && pem != null) {
                    return new GoogleServiceAccount(email, keyId == null ? "" : keyId, privateKey(pem));
                }
            }
        } catch (YamlSyntaxException | IllegalArgumentException | GeneralSecurityException e) {
            throw unusable(name);
        }
        throw unusable(name);
    }

    private static KmsException unusable(String name) {
        return new KmsException(name + " is not the JSON of a service account of Google Cloud with a private key");
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return RsaPrivateKeys.pkcs8(Base64.getDecoder().decode(base64));
    }

    String token(KmsTransport transport, Clock clock) throws KmsException {
        byte[] body = ("grant_type="
                        + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
                        + "&assertion=" + assertion(clock.instant().getEpochSecond()))
                .getBytes(StandardCharsets.US_ASCII);
        var answer = transport.send(
                new KmsRequest("POST", TOKENS, Map.of("Content-Type", "application/x-www-form-urlencoded"), body));
        return KmsJson.text(SERVICE, answer, "access_token");
    }

    private String assertion(long now) throws KmsException {
        String header = encoded(KmsJson.bytes(KmsJson.texts(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId))));
        String claims = encoded(("{\"iss\":" + Json.quoted(email) + ",\"scope\":" + Json.quoted(SCOPE) + ",\"aud\":"
                        + Json.quoted(TOKENS.toString()) + ",\"iat\":" + now + ",\"exp\":" + (now + LIFETIME_SECONDS)
                        + "}")
                .getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new KmsException("the private key of the service account cannot sign");
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
