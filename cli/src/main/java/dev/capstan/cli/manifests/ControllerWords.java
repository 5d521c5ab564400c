package dev.capstan.cli.manifests;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.SimilarWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The controllers that people name: by folder, by its first word, or as Flux calls the one that does the same. */
public final class ControllerWords {

    private static final String ALL = "all";

    private static final Map<String, String> OF_FLUX = Map.of(
            "image-reflector-controller", "image-reflector",
            "image-automation-controller", "image-reflector",
            "source-watcher", "source-controller");

    private ControllerWords() {}

    /**
     * The controllers, each once and in the order of the catalog.
     *
     * @param words may hold lists with commas; {@code all} is every one
     * @throws CommandFailure with exit code 2 and the nearest name, for a word that is none
     */
    public static List<Controller> read(Catalog catalog, List<String> words) {
        List<Controller> named = new ArrayList<>();
        for (String list : words) {
            for (String word : list.split(",", -1)) {
                String wanted = word.strip().toLowerCase(Locale.ROOT);
                if (wanted.equals(ALL)) {
                    return catalog.controllers();
                }
                named.add(one(catalog, wanted).orElseThrow(() -> unknown(catalog, word)));
            }
        }
        return catalog.controllers().stream().filter(named::contains).toList();
    }

    private static Optional<Controller> one(Catalog catalog, String word) {
        String name = OF_FLUX.getOrDefault(word, word);
        return catalog.controllers().stream()
                .filter(controller ->
                        controller.name().equals(name) || controller.word().equals(name))
                .findFirst();
    }

    private static CommandFailure unknown(Catalog catalog, String word) {
        List<String> names =
                catalog.controllers().stream().map(Controller::name).collect(Collectors.toList());
        names.add(ALL);
        return new CommandFailure(
                "There is no component '%s'%s. There are: %s"
                        .formatted(
                                word.strip(),
                                SimilarWords.nearest(word.strip(), names)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse(""),
                                String.join(", ", names)),
                2);
    }
}
