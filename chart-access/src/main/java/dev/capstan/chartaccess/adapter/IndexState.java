package dev.capstan.chartaccess.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an index that was fetched.
 *
 * @param revision digest of the bytes that were served
 * @param size of those bytes
 * @param jsonSize bytes of the JSON that was made of them
 * @param entityTag the server's name for this content, to ask whether it has another
 * @param lastModified the server's time of this content, to ask whether it has another
 */
record IndexState(
        String revision, long size, long jsonSize, Optional<String> entityTag, Optional<String> lastModified) {
    private static final int LONGEST_VALIDATOR = 1024;

    /** Drops validators that no honest server sends. */
    IndexState {
        entityTag = entityTag.filter(IndexState::isPlain);
        lastModified = lastModified.filter(IndexState::isPlain);
    }

    private static boolean isPlain(String value) {
        return !value.isBlank()
                && value.length() <= LONGEST_VALIDATOR
                && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    void writeTo(Path file) throws IOException {
        Files.write(
                file,
                List.of(
                        revision,
                        Long.toString(size),
                        Long.toString(jsonSize),
                        entityTag.orElse(""),
                        lastModified.orElse("")));
    }

    /** What was written; empty when nothing was, or not all of it. */
    static Optional<IndexState> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() != 5
                || !lines.get(0).matches("sha256:[0-9a-f]{64}")
                || !lines.get(1).matches("[0-9]{1,18}")
                || !lines.get(2).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new IndexState(
                lines.get(0),
                Long.parseLong(lines.get(1)),
                Long.parseLong(lines.get(2)),
                Optional.of(lines.get(3)),
                Optional.of(lines.get(4))));
    }
}
