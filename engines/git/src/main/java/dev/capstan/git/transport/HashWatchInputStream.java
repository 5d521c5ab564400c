package dev.capstan.git.transport;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Watches how a server introduces itself, and refuses one whose objects are named by SHA-256: JGit would take the first half of
 * a name for the whole. Servers say it in a packet of its own (protocol version 2) or as a word behind the first reference (the
 * older ones). Names of references and what comes later are written by those who push, so they are not asked.
 */
public final class HashWatchInputStream extends FilterInputStream {
    /** Far more than what comes before and with the capabilities. */
    private static final int WATCHED = 8192;

    private static final String SHA256 = "object-format=sha256";
    private static final int LENGTH = 4;

    private final RemoteUrl url;
    private final StringBuilder seen = new StringBuilder();
    private int packet;
    private boolean isBehindService;
    private boolean isIntroduced;

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
        if (b >= 0 && !isIntroduced) {
            watch(new byte[] {(byte) b}, 0, 1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0 && !isIntroduced) {
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
        while (!isIntroduced && seen.length() >= packet + LENGTH) {
            var digits = seen.substring(packet, packet + LENGTH);
            int size = digits.matches("[0-9a-fA-F]{4}") ? Integer.parseInt(digits, 16) : 0;
            if (size > LENGTH && seen.length() < packet + size) {
                break; // the rest of it is still to come
            }
            var text = size > LENGTH
                    ? seen.substring(packet + LENGTH, packet + size).stripTrailing()
                    : "";
            if (saysSha256(text)) {
                throw new GitFailureException(new GitFailure.HashUnsupported(url));
            }
            // Over HTTP the name of the service comes before, with an end of its own.
            isIntroduced = size == 0 && !isBehindService;
            isBehindService = text.startsWith("# service=");
            packet += Math.max(size, LENGTH);
        }
        isIntroduced |= seen.length() >= WATCHED;
    }

    private static boolean saysSha256(String text) {
        int capabilities = text.indexOf('\0') + 1;
        return capabilities == 0
                ? text.equals(SHA256)
                : List.of(text.substring(capabilities).split(" ")).contains(SHA256);
    }
}
