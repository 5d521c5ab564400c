package dev.capstan.archive;

import java.io.IOException;

/** The stream that delivers an archive failed, as its cause says; the archive itself may be good. */
public final class StreamBrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException broken;

    StreamBrokenException(IOException cause) {
        super(cause);
        this.broken = cause;
    }

    /** What the stream failed with. */
    public IOException broken() {
        return broken;
    }
}
