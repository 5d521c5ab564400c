package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of several pull requests between the same branches is meant. */
public final class Chosen {
    private Chosen() {}

    /** Reads an entry of a forge's list. */
    @FunctionalInterface
    public interface Reader {
        /** The pull request that the entry is. */
        PullRequest read(JsonNode entry) throws ForgeFailureException;
    }

    /**
     * The one from a branch to another; of several as {@link #of} says.
     *
     * @param listed entries about the repository's own branches; those between other ones are passed over
     */
    public static Optional<PullRequest> between(String source, String target, List<JsonNode> listed, Reader reader)
            throws ForgeFailureException {
        var found = new ArrayList<PullRequest>();
        for (var entry : listed) {
            var read = reader.read(entry);
            if (read.source().equals(source) && read.target().equals(target)) {
                found.add(read);
            }
        }
        return of(found);
    }

    /** The open one, or else the one that was opened last. */
    public static Optional<PullRequest> of(List<PullRequest> known) {
        return known.stream()
                .max((one, other) -> one.isOpen() == other.isOpen()
                        ? Long.compare(one.number(), other.number())
                        : Boolean.compare(one.isOpen(), other.isOpen()));
    }
}
