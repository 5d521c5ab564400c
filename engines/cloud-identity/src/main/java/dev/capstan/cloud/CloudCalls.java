package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks one service on the network. Redirects are not followed. */
final class CloudCalls {
    private final String service;
    private final OutboundHttp http;

    /** @param service its name, for people */
    CloudCalls(String service, OutboundHttp http) {
        this.service = service;
        this.http = http;
    }

    CloudAnswer postForm(URI place, Map<String, String> fields, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        return post(place, Map.of("Content-Type", "application/x-www-form-urlencoded"), form(fields), proxy, deadline);
    }

    CloudAnswer post(URI place, Map<String, String> headers, byte[] body, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var request = OutboundRequest.post(place, body, CloudAnswer.LONGEST)
                .with(headers)
                .over(TlsMaterial.NONE, proxy);
        try (var answer = http.send(request, deadline)) {
            return new CloudAnswer(answer.status(), answer.body().readNBytes(CloudAnswer.LONGEST), answer.retryAfter());
        } catch (HttpFailureException e) {
            throw new CloudException(new CloudFailure.Unreachable(service, e.failure()), e);
        } catch (IOException e) {
            throw new CloudException(new CloudFailure.AnswerUnreadable(service, "reading it failed"), e);
        }
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
