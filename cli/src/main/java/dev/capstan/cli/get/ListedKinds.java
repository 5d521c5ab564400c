package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that a word on the command line stands for. */
final class ListedKinds {

    /** The word for all kinds. */
    static final String ALL = "all";

    private static final String SOURCES = "fluxcd-sources";

    private ListedKinds() {}

    /**
     * The kinds that are meant.
     *
     * @param word {@code all}, {@code sources}, or the plural, singular or short name of a kind that we serve
     * @return empty when it is none of these
     */
    static Optional<List<ToolkitKind>> called(String word) {
        return switch (word) {
            case ALL -> Optional.of(ToolkitKind.served());
            case "sources", "source" ->
                Optional.of(ToolkitKind.served().stream()
                        .filter(kind -> kind.categories().contains(SOURCES))
                        .toList());
            case "git" -> Optional.of(List.of(ToolkitKind.GIT_REPOSITORY));
            default -> ToolkitKind.called(word).map(List::of);
        };
    }

    /** All words that messages offer. */
    static List<String> words() {
        return Stream.concat(Stream.of("sources"), ToolkitKind.served().stream().map(ToolkitKind::plural))
                .toList();
    }
}
