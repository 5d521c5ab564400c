package dev.capstan.objectstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.http.Deadline;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service account of Google Cloud: a signed claim is exchanged for a token that may read objects (RFC 7523, "Using OAuth 2.0 for
 * server to server applications"). Asked for once, at the first request.
 */
public final class ServiceAccountIdentity implements BearerIdentity {
    private static final String SERVICE = "the token service of the service account";
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String account;
    private final String keyId;
    private final PrivateKey key;
    private final StoreEndpoint audience;
    private final TokenService service;
    private final Clock clock;
    private Optional<String> known = Optional.empty();

    private ServiceAccountIdentity(
            JsonNode account, PrivateKey key, StoreEndpoint audience, StoreConnection connection, Clock clock) {
        this.account = account.path("client_email").asText("");
        this.keyId = account.path("private_key_id").asText("");
        this.key = key;
        this.audience = audience;
        this.service = new TokenService(SERVICE, audience, connection);
        this.clock = clock;
    }

    /**
     * The account of a key file.
     *
     * @param keyFile as Google Cloud hands it out, JSON
     * @param mayBePlain whether its {@code token_uri} may be plain HTTP
     * @throws ObjectStoreException when it is not the key file of a service account
     */
    public static ServiceAccountIdentity parse(
            String keyFile, boolean mayBePlain, StoreConnection connection, Clock clock) throws ObjectStoreException {
        var account = JsonAnswer.parse(keyFile.getBytes(StandardCharsets.UTF_8));
        if (!account.path("type").asText("").equals("service_account")
                || account.path("client_email").asText("").isEmpty()) {
            throw unusable("it is not the key file of a service account", null);
        }
        var tokens = tokenService(account.path("token_uri").asText(""), mayBePlain);
        return new ServiceAccountIdentity(
                account, privateKey(account.path("private_key").asText("")), tokens, connection, clock);
    }

    private static StoreEndpoint tokenService(String address, boolean mayBePlain) throws ObjectStoreException {
        try {
            return StoreEndpoint.url(address, mayBePlain);
        } catch (ObjectStoreException e) {
            throw unusable("its token_uri is not an https URL, or an http URL and 'insecure: true'", e);
        }
    }

    private static PrivateKey privateKey(String pem) throws ObjectStoreException {
        try {
            var der = Base64.getMimeDecoder()
                    .decode(pem.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable("its private_key is not an RSA key in PEM", e);
        }
    }

    private static ObjectStoreException unusable(String why, @Nullable Exception cause) {
        var failure = new ObjectStoreFailure.CredentialsUnusable("the service account cannot be used: " + why);
        return cause == null ? new ObjectStoreException(failure) : new ObjectStoreException(failure, cause);
    }

    @Override
    public synchronized Optional<String> token(Deadline deadline) throws ObjectStoreException {
        if (known.isEmpty()) {
            known = Optional.of(service.token(
                    Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion()),
                    deadline));
        }
        return known;
    }

    private String assertion() {
        var now = clock.instant();
        var header = MAPPER.createObjectNode().put("alg", "RS256").put("typ", "JWT");
        if (!keyId.isEmpty()) {
            header.put("kid", keyId);
        }
        var claims = MAPPER.createObjectNode()
                .put("iss", account)
                .put("scope", SCOPE)
                .put("aud", audience.base().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        var signed = encode(header) + "." + encode(claims);
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(signed));
    }

    private static String encode(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }
}
