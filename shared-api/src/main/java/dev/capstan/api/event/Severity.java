package dev.capstan.api.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much an event matters to people. */
public enum Severity {
    /** Kept as a Kubernetes event only; never sent to people. */
    TRACE,
    /** Something happened as it should. */
    INFO,
    /** Something did not happen as it should. */
    ERROR;

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the name on the wire; a name that is not known counts as {@link #INFO}, as the peer treats it. */
    @JsonCreator
    public static Severity of(String text) {
        for (Severity severity : values()) {
            if (severity.text().equals(text)) {
                return severity;
            }
        }
        return INFO;
    }
}
