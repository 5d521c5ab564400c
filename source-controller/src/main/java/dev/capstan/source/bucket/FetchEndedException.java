package dev.capstan.source.bucket;

import java.io.IOException;

/** A fetch ended before all objects were here, and neither the store nor the disk is to blame. */
public final class FetchEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    /** For people. */
    public FetchEndedException(String why) {
        super(why);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why;
    }
}
