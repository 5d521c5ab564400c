package dev.capstan.source.artifact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which artifacts are kept: the current one always, others while they are young and few, so that a consumer which has just read an
 * old status can still download what it names.
 *
 * @param ttl how long a file that is no longer current is kept
 * @param records how many files are kept, the current one among them
 */
public record Retention(Duration ttl, int records) {

    /** A file of an owner and when it was written. */
    public record Kept(String path, Instant storedAt) {}

    /** The paths to remove. */
    public List<String> expired(List<Kept> files, Optional<String> current, Instant now) {
        var others = files.stream()
                .filter(file -> !Optional.of(file.path()).equals(current))
                .sorted(Comparator.comparing(Kept::storedAt).reversed().thenComparing(Kept::path))
                .toList();
        int room = Math.max(0, records - (others.size() < files.size() ? 1 : 0));
        var expired = new ArrayList<String>();
        for (int i = 0; i < others.size(); i++) {
            if (i >= room || others.get(i).storedAt().plus(ttl).isBefore(now)) {
                expired.add(others.get(i).path());
            }
        }
        return List.copyOf(expired);
    }
}
