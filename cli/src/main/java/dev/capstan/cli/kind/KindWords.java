package dev.capstan.cli.kind;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.SimilarWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * The kinds that the first words on a command line stand for: plural, singular or short name as kubectl has them, one or two words as
 * the flux command has them, or {@code kind/name} as one word.
 */
public final class KindWords {

    /** The word for all kinds. */
    public static final String ALL = "all";

    private KindWords() {}

    /**
     * What was read.
     *
     * @param kinds one or more
     * @param rest the words that follow: names
     */
    public record Chosen(List<ToolkitKind> kinds, List<String> rest) {
        /** Copies the lists. */
        public Chosen {
            kinds = List.copyOf(kinds);
            rest = List.copyOf(rest);
        }
    }

    /**
     * One kind, and names of its objects.
     *
     * @param kind the kind
     * @param names may be empty
     */
    public record Named(ToolkitKind kind, List<String> names) {
        /** Copies the list. */
        public Named {
            names = List.copyOf(names);
        }

        /**
         * The only name.
         *
         * @throws CommandFailure for wrong use, when there is none or more than one
         */
        public String onlyName() {
            return switch (names.size()) {
                case 1 -> names.getFirst();
                case 0 -> throw wrong("Name the %s, as in: %s NAME".formatted(kind.kind(), kind.plural()));
                default ->
                    throw wrong("One %s at a time; there is no use for '%s'".formatted(kind.kind(), names.get(1)));
            };
        }
    }

    /**
     * Reads one or more kinds.
     *
     * @throws CommandFailure for wrong use, with the nearest word, when the first word is no kind
     */
    public static Chosen read(List<String> written) {
        List<String> words = split(written);
        if (words.isEmpty()) {
            throw wrong("Name a kind; there are: " + String.join(", ", words()));
        }
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        Optional<KindFamily> family = KindFamily.called(first);
        if (family.isPresent()) {
            return member(family.get(), words);
        }
        if (first.equals(ALL)) {
            return new Chosen(ToolkitKind.served(), words.subList(1, words.size()));
        }
        return new Chosen(List.of(single(first).orElseThrow(() -> unknown(words.getFirst()))), rest(words, 1));
    }

    /**
     * Reads exactly one kind.
     *
     * @throws CommandFailure for wrong use, when the words stand for no kind or for several
     */
    public static Named one(List<String> written) {
        Chosen chosen = read(written);
        if (chosen.kinds().size() != 1) {
            String first = split(written).getFirst();
            throw wrong("'%s' stands for several kinds; name one of: %s"
                    .formatted(
                            first,
                            KindFamily.called(first.toLowerCase(Locale.ROOT))
                                    .map(family -> String.join(", ", family.forms()))
                                    .orElseGet(() -> String.join(", ", plurals()))));
        }
        return new Named(chosen.kinds().getFirst(), chosen.rest());
    }

    /** The words that messages and completions offer. */
    public static List<String> words() {
        return Stream.concat(Stream.of(ALL, "sources", "images"), plurals().stream())
                .toList();
    }

    /** Every single word that is understood. */
    public static List<String> known() {
        var all = new LinkedHashSet<String>(List.of(ALL, "git", "alert-provider", "alert-providers"));
        for (KindFamily family : KindFamily.values()) {
            all.addAll(family.words());
        }
        ToolkitKind.served().forEach(kind -> {
            all.add(kind.plural());
            all.add(kind.kind().toLowerCase(Locale.ROOT));
            all.addAll(kind.shortNames());
        });
        return List.copyOf(all);
    }

    private static List<String> plurals() {
        return ToolkitKind.served().stream().map(ToolkitKind::plural).toList();
    }

    private static Optional<ToolkitKind> single(String word) {
        return switch (word) {
            case "git" -> Optional.of(ToolkitKind.GIT_REPOSITORY);
            case "alert-provider", "alert-providers" -> Optional.of(ToolkitKind.PROVIDER);
            default -> ToolkitKind.called(word);
        };
    }

    /** What follows the word of a family is one of it, {@code all} of it, or a name. */
    private static Chosen member(KindFamily family, List<String> words) {
        if (words.size() == 1) {
            return new Chosen(family.kinds(), List.of());
        }
        String second = words.get(1).toLowerCase(Locale.ROOT);
        if (second.equals(ALL)) {
            return new Chosen(family.kinds(), rest(words, 2));
        }
        return family.member(second)
                .or(() -> words.size() > 2 ? single(second).filter(family.kinds()::contains) : Optional.empty())
                .map(kind -> new Chosen(List.of(kind), rest(words, 2)))
                .orElseGet(() -> new Chosen(family.kinds(), rest(words, 1)));
    }

    /** {@code kind/name} is two words. */
    private static List<String> split(List<String> written) {
        var words = new ArrayList<String>();
        for (String word : written) {
            int slash = word.indexOf('/');
            if (words.size() < 2 && slash > 0 && slash < word.length() - 1) {
                words.add(word.substring(0, slash));
                words.add(word.substring(slash + 1));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static List<String> rest(List<String> words, int taken) {
        return words.subList(taken, words.size());
    }

    private static CommandFailure unknown(String word) {
        return wrong("'%s' is not a kind; there are: %s%s"
                .formatted(
                        word,
                        String.join(", ", words()),
                        SimilarWords.nearest(word, known())
                                .map(near -> "\nDid you mean '" + near + "'?")
                                .orElse("")));
    }

    /** What ends a command that was used wrongly. */
    public static CommandFailure wrong(String message) {
        return new CommandFailure(message, ExitCode.USAGE);
    }
}
