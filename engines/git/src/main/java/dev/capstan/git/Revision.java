package dev.capstan.git;

import java.util.Optional;

/**
 * A commit and the reference that led to it, written as Flux does: {@code main@sha1:<hash>}, {@code v1.0.0@sha1:<hash>},
 * {@code refs/pull/1/head@sha1:<hash>}, or {@code sha1:<hash>} when no reference was involved.
 *
 * @param reference branch or tag name, or full name of any other reference
 * @param commit 40 or 64 hexadecimal digits
 */
public record Revision(Optional<String> reference, String commit) {

    /** Reads what {@link #toString()} writes; empty when it is something else. */
    public static Optional<Revision> parse(String text) {
        var colon = text.lastIndexOf(':');
        var at = text.lastIndexOf('@', Math.max(colon, 0));
        if (colon < 0) {
            return Optional.empty();
        }
        var commit = text.substring(colon + 1);
        var revision = new Revision(at < 0 ? Optional.empty() : Optional.of(text.substring(0, at)), commit);
        return revision.toString().equals(text) ? Optional.of(revision) : Optional.empty();
    }

    /** {@code sha1} or {@code sha256}. */
    public String algorithm() {
        return commit.length() == 64 ? "sha256" : "sha1";
    }

    @Override
    public String toString() {
        return reference.map(name -> name + "@").orElse("") + algorithm() + ":" + commit;
    }
}
