package dev.capstan.git.mirror;

import java.time.Instant;

/**
 * Facts of a commit.
 *
 * @param hash 40 hexadecimal digits
 * @param summary first line of the message
 * @param author name and address as {@code Jane Doe <jane@example.org>}
 * @param committed when the commit was made
 */
public record CommitInfo(String hash, String summary, String author, Instant committed) {}
