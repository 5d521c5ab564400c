package dev.capstan.promotion.run;

import dev.capstan.promotion.place.Content;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that came into an environment.
 *
 * @param from the environment before, or the revision that was gone back to
 * @param content what it is
 * @param before what the environment had
 * @param revision at which it is there
 * @param files of folders: what was changed
 * @param pullRequest the page of the pull request that brought it
 * @param by who let it in, where that is known
 * @param why in words
 */
public record Move(
        Kind kind,
        String environment,
        String from,
        Content content,
        Optional<Content> before,
        String revision,
        List<String> files,
        Optional<String> pullRequest,
        Optional<String> by,
        String why,
        Instant at) {
    /** Copies the list. */
    public Move {
        files = List.copyOf(files);
    }

    /** What kind of move. */
    public enum Kind {
        PROMOTED,
        ROLLED_BACK
    }

    /** One sentence. */
    public String words() {
        return switch (kind) {
            case PROMOTED ->
                environment + " got " + content.shortRevision() + " from " + from + " by " + shortened(revision)
                        + by.map(it -> ", let in by " + it).orElse("") + ": " + why;
            case ROLLED_BACK ->
                environment + " went back to " + content.shortRevision() + " by " + shortened(revision)
                        + by.map(it -> ", asked for by " + it).orElse("") + ": " + why;
        };
    }

    private static String shortened(String revision) {
        int colon = revision.lastIndexOf(':');
        return revision.length() - colon > 13 ? revision.substring(0, colon + 13) : revision;
    }
}
