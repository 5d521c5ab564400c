package dev.capstan.cloud;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what one service says.
 *
 * @param service its name, for people
 */
record AnswerReader(String service) {
    /** What may stand in a header (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.#-]{1,80}");

    /** AWS says with the status 400 that it is asked too often ("Common errors" of STS and ECR). */
    private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");

    private static final JsonMapper JSON = new JsonMapper();

    /** The JSON of a good answer. */
    JsonNode json(CloudAnswer answer) throws CloudException {
        if (answer.status() != 200) {
            throw refused(answer, code(error(answer)));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new CloudException(new CloudFailure.AnswerUnreadable(service, "it is not JSON"), e);
        }
    }

    CloudException refused(CloudAnswer answer, String code) {
        var shown = CODE.matcher(code).matches() ? code : "";
        return new CloudException(
                answer.isForNow() || THROTTLED.contains(shown)
                        ? new CloudFailure.Busy(service, answer.status(), shown, answer.pause())
                        : new CloudFailure.Refused(service, answer.status(), shown));
    }

    /** As {@link #refused}, where another answer can be expected later whatever the status is. */
    CloudException busy(CloudAnswer answer) {
        return new CloudException(new CloudFailure.Busy(service, answer.status(), "", answer.pause()));
    }

    CloudException unreadable(String why) {
        return new CloudException(new CloudFailure.AnswerUnreadable(service, why));
    }

    /** A token that may stand in a header. */
    String token(JsonNode json, String field) throws CloudException {
        var token = json.path(field).asText("");
        if (!TOKEN.matcher(token).matches()) {
            throw unreadable("it has no token");
        }
        return token;
    }

    /** The token of an answer as OAuth 2.0 has it (RFC 6749), which says for how many seconds it is good. */
    Expiring<String> accessToken(CloudAnswer answer, Instant now) throws CloudException {
        var json = json(answer);
        return new Expiring<>(
                token(json, "access_token"),
                now.plusSeconds(json.path("expires_in").asLong(0)));
    }

    /** The fields in which the clouds name an error in short. */
    static String code(JsonNode error) {
        for (var field : new String[] {"error", "__type", "Code", "code"}) {
            var code = error.path(field);
            if (code.isTextual()) {
                return code.asText();
            }
        }
        var first = error.path("errors").path(0).path("code");
        return first.asText(error.path("error").path("status").asText(""));
    }

    /** What a refusal says; nothing when it is not JSON, as the status says enough. */
    static JsonNode error(CloudAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot break off", e);
        }
    }
}
