package dev.capstan.oci.signature.keyless;

import dev.capstan.oci.signature.CosignKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The key of a log.
 *
 * @param id by which entries name the log
 * @param validity when the log used it
 */
record LogKey(byte[] id, CosignKey key, Validity validity) {
    private static final String SIGNATURE_LINE = "\u2014 ";
    private static final int HINT = 4;
    private static final int LONGEST_NOTE = 4 << 10;
    private static final int MOST_SIGNATURES = 16; // of the log and of its witnesses

    /** A time from one moment to another, both included. */
    record Validity(Instant from, Instant to) {
        boolean includes(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    boolean isOf(byte[] logId) {
        return Arrays.equals(id, logId);
    }

    /** Whether the log promised to take the entry, at the time that it says. */
    boolean promised(LogEntry entry) {
        return validity.includes(entry.instant()) && key.verifies(entry.promised(), entry.promise());
    }

    /** Whether the entry is in the tree that the log signed. */
    boolean includes(LogEntry entry, LogEntry.Inclusion inclusion) {
        Optional<byte[]> root = inclusion.proof().root(entry.body());
        return root.isPresent() && Arrays.equals(root.get(), inclusion.root()) && signed(inclusion);
    }

    /** Whether the checkpoint is a signed note of this key whose lines are the name of the log, the size of the tree, its root. */
    private boolean signed(LogEntry.Inclusion inclusion) {
        var note = inclusion.checkpoint();
        int end = note.indexOf("\n\n");
        if (note.length() > LONGEST_NOTE || end < 0) {
            return false;
        }
        var text = note.substring(0, end + 1);
        var lines = text.split("\n", -1);
        return lines.length > 2
                && lines[1].equals(Long.toString(inclusion.proof().size()))
                && lines[2].equals(Base64.getEncoder().encodeToString(inclusion.root()))
                && note.substring(end + 2).lines().limit(MOST_SIGNATURES).anyMatch(line -> isSignature(line, text));
    }

    private boolean isSignature(String line, String text) {
        int last = line.lastIndexOf(' ');
        if (!line.startsWith(SIGNATURE_LINE) || last < SIGNATURE_LINE.length()) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(line.substring(last + 1));
            return bytes.length > HINT
                    && id.length > HINT
                    && Arrays.equals(bytes, 0, HINT, id, 0, HINT)
                    && key.verifies(
                            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, HINT, bytes.length));
        } catch (IllegalArgumentException e) {
            return false; // not in base64
        }
    }
}
