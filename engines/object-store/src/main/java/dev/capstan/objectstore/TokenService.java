package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** A token endpoint of OAuth 2.0 (RFC 6749): a grant in a form, an access token in JSON. */
final class TokenService {
    /** What may stand in a header (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private final String name;
    private final URI address;
    private final StoreCalls calls;

    TokenService(String name, StoreEndpoint address, StoreConnection connection) {
        this.name = name;
        this.address = address.base();
        this.calls = new StoreCalls(connection);
    }

    String token(Map<String, String> grant, Deadline deadline) throws ObjectStoreException {
        try (var answer = calls.post(address, grant, deadline)) {
            if (answer.status() != 200) {
                var error = JsonAnswer.parse(StoreCalls.error(answer)).path("error");
                throw StoreCalls.failure(
                        new ObjectStoreFailure.TokenRefused(name, answer.status(), StoreCalls.code(error.asText(""))));
            }
            var token = JsonAnswer.read(answer.body()).path("access_token").asText("");
            if (!TOKEN.matcher(token).matches()) {
                throw StoreCalls.failure(new ObjectStoreFailure.AnswerUnreadable(name + " did not send a token"));
            }
            return token;
        }
    }
}
