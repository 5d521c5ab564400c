package dev.capstan.cloud;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks one service and reads what it says. Redirects are not followed. */
final class CloudCalls {
    static final String FORM = "application/x-www-form-urlencoded";

    /** What may stand in a header (RFC 6750). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.#-]{1,80}");

    /** AWS says with the status 400 that it is asked too often ("Common errors" of STS and ECR). */
    private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");

    private static final int NOT_IMPLEMENTED = 501;
    private static final int LONGEST_ANSWER = 256 << 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final String service;
    private final OutboundHttp http;

    /** @param service its name, for people */
    CloudCalls(String service, OutboundHttp http) {
        this.service = service;
        this.http = http;
    }

    /**
     * What a service said.
     *
     * @param pause for which it asks to be left alone
     */
    record Answer(int status, byte[] body, Optional<Duration> pause) {
        /** Whether the service itself is in trouble, or is asked too often: the question may be answered later. */
        boolean isForNow() {
            return status == 429 || (status >= 500 && status != NOT_IMPLEMENTED);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    Answer send(OutboundRequest request, Deadline deadline) throws CloudException {
        try (var answer = http.send(request, deadline)) {
            return new Answer(answer.status(), answer.body().readNBytes(LONGEST_ANSWER), answer.retryAfter());
        } catch (HttpFailureException e) {
            throw new CloudException(new CloudFailure.Unreachable(service, e.failure()), e);
        } catch (IOException e) {
            throw new CloudException(new CloudFailure.AnswerUnreadable(service, "reading it failed"), e);
        }
    }

    /** The JSON of a good answer. */
    JsonNode json(Answer answer) throws CloudException {
        if (answer.status() != 200) {
            throw refused(answer, code(error(answer)));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new CloudException(new CloudFailure.AnswerUnreadable(service, "it is not JSON"), e);
        }
    }

    CloudException refused(Answer answer, String code) {
        var shown = CODE.matcher(code).matches() ? code : "";
        return new CloudException(
                answer.isForNow() || THROTTLED.contains(shown)
                        ? new CloudFailure.Busy(service, answer.status(), shown, answer.pause())
                        : new CloudFailure.Refused(service, answer.status(), shown));
    }

    /** As {@link #refused}, where another answer can be expected later whatever the status is. */
    CloudException busy(Answer answer) {
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
    static JsonNode error(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot break off", e);
        }
    }

    static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
