package dev.capstan.git.connection;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server says to the person who pushes, as far as anybody would read it. */
final class ServerWords extends OutputStream {
    private static final int MOST = 4096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
        if (kept.size() < MOST) {
            kept.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, MOST - kept.size()));
    }

    /** A reason, and what was said besides. */
    String after(Optional<String> reason) {
        var words = kept.toString(StandardCharsets.UTF_8).strip();
        return reason.orElse("it gives no reason") + (words.isEmpty() ? "" : ": " + words);
    }
}
