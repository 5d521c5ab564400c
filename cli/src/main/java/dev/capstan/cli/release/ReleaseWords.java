package dev.capstan.cli.release;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.kind.KindWords;
import java.util.List;
import java.util.Optional;

/**
 * What follows the kind on the command line of a command for releases.
 *
 * @param rest names, and what else the command takes
 */
public record ReleaseWords(List<String> rest) {

    /** Copies the list. */
    public ReleaseWords {
        rest = List.copyOf(rest);
    }

    /**
     * Reads the kind by any of its names.
     *
     * @param purpose what cannot be done with another kind, in the passive
     * @param most how many words may follow
     * @throws CommandFailure for wrong use, when it is another kind or when there are more words
     */
    public static ReleaseWords read(List<String> words, String purpose, int most) {
        KindWords.Named named = KindWords.one(words);
        if (named.kind() != ToolkitKind.HELM_RELEASE) {
            throw KindWords.wrong("a %s is no kind that can be %s; there is: helmrelease"
                    .formatted(named.kind().kind(), purpose));
        }
        if (named.names().size() > most) {
            throw KindWords.wrong(
                    "'%s' is one word too many".formatted(named.names().get(most)));
        }
        return new ReleaseWords(named.names());
    }

    /** The name of the HelmRelease; empty when none is given. */
    public Optional<String> name() {
        return rest.stream().findFirst();
    }

    /** The word behind the name; empty when there is none. */
    public Optional<String> second() {
        return rest.stream().skip(1).findFirst();
    }
}
