package dev.capstan.forge.rest;

import dev.capstan.forge.PullRequest;
import java.util.List;
import java.util.Optional;

/** Which of several pull requests between the same branches is meant. */
public final class Chosen {
    private Chosen() {}

    /** The open one, or else the one that was opened last. */
    public static Optional<PullRequest> of(List<PullRequest> known) {
        return known.stream()
                .max((one, other) -> one.isOpen() == other.isOpen()
                        ? Long.compare(one.number(), other.number())
                        : Boolean.compare(one.isOpen(), other.isOpen()));
    }
}
