package dev.capstan.git.transport;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Watches how a server introduces itself, and refuses one whose objects are named by SHA-256: JGit would take the first half of
 * a name for the whole. Servers say it in a line of its own (protocol version 2) or behind the first reference (the older ones).
 */
public final class HashWatchInputStream extends FilterInputStream {
    /** Far more than what comes before and with the capabilities. */
    private static final int WATCHED = 8192;

    private static final Pattern SHA256 =
            Pattern.compile("[0-9a-f]{4}object-format=sha256\\n?|\\x00[^\\n\\x00]*\\bobject-format=sha256\\b");

    private final RemoteUrl url;
    private final StringBuilder seen = new StringBuilder();

    /**
     * @param url for the message
     */
    public HashWatchInputStream(InputStream in, RemoteUrl url) {
        super(in);
        this.url = url;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0 && seen.length() < WATCHED) {
            watch(new byte[] {(byte) b}, 0, 1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0 && seen.length() < WATCHED) {
            watch(buffer, offset, n);
        }
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void watch(byte[] buffer, int offset, int length) throws IOException {
        seen.append(new String(buffer, offset, Math.min(length, WATCHED - seen.length()), StandardCharsets.ISO_8859_1));
        if (SHA256.matcher(seen).find()) {
            throw new GitFailureException(new GitFailure.HashUnsupported(url));
        }
    }
}
