package dev.capstan.promotion.chain;

import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.place.Content;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Environments for tests. */
public final class Chains {
    /** When tests begin. */
    public static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private Chains() {}

    /** Content that differs from other content by one digit. */
    public static Content content(char digit) {
        String commit = String.valueOf(digit).repeat(40);
        return new Content(
                "sha256:" + String.valueOf(digit).repeat(64), "main@sha1:" + commit, commit, List.of("version.yaml"));
    }

    /** An environment that has something and is healthy with it. */
    public static EnvironmentState healthy(String name, Content content) {
        return EnvironmentState.unseen(name)
                .having(Optional.of(content), NOON)
                .being(new EnvironmentHealth.Healthy(), NOON);
    }
}
