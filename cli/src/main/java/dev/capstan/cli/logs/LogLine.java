package dev.capstan.cli.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.terminal.PrintableText;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line that a controller has written.
 *
 * @param time when, as it was written
 * @param level how important
 * @param controller which controller
 * @param kind kind of the object that it is about; empty for none
 * @param namespace namespace of the object
 * @param name name of the object
 * @param message what happened
 * @param error why; may be empty
 */
record LogLine(
        String time,
        LogLevel level,
        String controller,
        String kind,
        String namespace,
        String name,
        String message,
        String error) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads one object of JSON, of our controllers or of Flux's; empty for a line that is none. */
    static Optional<LogLine> read(String controller, String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException cut) {
            return Optional.empty();
        }
        return Optional.of(new LogLine(
                text(json, "ts"),
                LogLevel.of(text(json, "level")),
                controller,
                text(json, "controllerKind", "reconciler kind"),
                text(json, "namespace"),
                text(json, "name"),
                text(json, "msg"),
                text(json, "error")));
    }

    private static String text(JsonNode json, String... keys) {
        return Stream.of(keys)
                .map(key -> json.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** One line for people, and the rest of the error below it. */
    String forReading() {
        String object = kind.isEmpty() ? "" : " " + kind + "/" + name + (namespace.isEmpty() ? "" : "." + namespace);
        return PrintableText.of("%s %-5s %s%s: %s%s"
                .formatted(
                        time,
                        level.word(),
                        controller,
                        object,
                        message,
                        error.isBlank() ? "" : ": " + error.strip().replaceAll("\\R", "\n    ")));
    }
}
