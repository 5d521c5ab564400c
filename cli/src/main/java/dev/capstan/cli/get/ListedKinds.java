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
    private static final String IMAGES = "fluxcd-images";

    private ListedKinds() {}

    /**
     * The kinds that are meant.
     *
     * @param word {@code all}, {@code sources}, {@code images}, or the plural, singular or short name of a kind that we serve
     * @return empty when it is none of these
     */
    static Optional<List<ToolkitKind>> called(String word) {
        return switch (word) {
            case ALL -> Optional.of(ToolkitKind.served());
            case "sources", "source" -> Optional.of(inCategory(SOURCES));
            case "images", "image" -> Optional.of(inCategory(IMAGES));
            case "git" -> Optional.of(List.of(ToolkitKind.GIT_REPOSITORY));
            default -> ToolkitKind.called(word).map(List::of);
        };
    }

    /**
     * The kinds that are meant by two words, as in {@code images policy}.
     *
     * @return empty when the first is not {@code images}, or the second none that goes with it: then it may be a name
     */
    static Optional<List<ToolkitKind>> called(String family, String member) {
        if (!family.equals("images") && !family.equals("image")) {
            return Optional.empty();
        }
        return switch (member) {
            case ALL -> called(family);
            case "repository", "repositories" -> Optional.of(List.of(ToolkitKind.IMAGE_REPOSITORY));
            case "policy", "policies" -> Optional.of(List.of(ToolkitKind.IMAGE_POLICY));
            case "update", "updates" -> Optional.of(List.of(ToolkitKind.IMAGE_UPDATE_AUTOMATION));
            default -> Optional.empty();
        };
    }

    private static List<ToolkitKind> inCategory(String category) {
        return ToolkitKind.served().stream()
                .filter(kind -> kind.categories().contains(category))
                .toList();
    }

    /** All words that messages offer. */
    static List<String> words() {
        return Stream.concat(
                        Stream.of("sources", "images"),
                        ToolkitKind.served().stream().map(ToolkitKind::plural))
                .toList();
    }
}
