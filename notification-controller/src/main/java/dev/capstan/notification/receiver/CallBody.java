package dev.capstan.notification.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the JSON that a call brings: its body, or the field {@code payload} of a form. */
final class CallBody {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int DEEPEST = 200;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    private CallBody() {}

    /** The document; empty when there is none, or none that is JSON. */
    static Optional<JsonNode> of(HookRequest request) {
        String type = request.header("Content-Type").orElse("");
        try {
            byte[] json = type.startsWith(FORM) ? fromForm(request.body()) : request.body();
            return Optional.ofNullable(JSON.readTree(json)).filter(document -> !document.isMissingNode());
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] fromForm(byte[] body) {
        return Stream.of(new String(body, StandardCharsets.UTF_8).split("&"))
                .filter(field -> field.startsWith("payload="))
                .findFirst()
                .map(field -> URLDecoder.decode(field.substring("payload=".length()), StandardCharsets.UTF_8))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
    }
}
