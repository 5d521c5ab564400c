package dev.capstan.runtime.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.capstan.runtime.redaction.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** One JSON object per line with the keys that {@code flux logs} reads; credentials are taken out of message and error. */
final class JsonLines extends ExtFormatter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> CONTEXT = List.of(
            LogContext.CONTROLLER,
            LogContext.GROUP,
            LogContext.KIND,
            LogContext.NAMESPACE,
            LogContext.NAME,
            LogContext.RECONCILE_ID);

    @Override
    public String format(ExtLogRecord record) {
        var line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("level", levelOf(record.getLevel()));
            json.writeStringField("ts", TIME.format(record.getInstant()));
            json.writeStringField("logger", String.valueOf(record.getLoggerName()));
            json.writeStringField("msg", Redaction.of(String.valueOf(record.getFormattedMessage())));
            writeContext(record, json);
            if (record.getThrown() != null) {
                var error = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(error));
                json.writeStringField("error", Redaction.of(error.toString()));
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.append('\n').toString();
    }

    private static void writeContext(ExtLogRecord record, JsonGenerator json) throws IOException {
        for (String key : CONTEXT) {
            String value = record.getMdc(key);
            if (value != null) {
                json.writeStringField(key, value);
            }
        }
        String kind = record.getMdc(LogContext.KIND);
        if (kind != null) {
            json.writeObjectFieldStart(kind);
            json.writeStringField("name", record.getMdc(LogContext.NAME));
            json.writeStringField("namespace", record.getMdc(LogContext.NAMESPACE));
            json.writeEndObject();
        }
    }

    private static String levelOf(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }
}
