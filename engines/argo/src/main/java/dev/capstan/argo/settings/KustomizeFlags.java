package dev.capstan.argo.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code kustomize.buildOptions}, as far as builds here have them.
 *
 * @param mayLoadAnywhere whether files outside of the folder of a kustomization may be read; never outside of the repository
 * @param keepsOrder whether objects stay in the order in which they are read
 */
public record KustomizeFlags(boolean mayLoadAnywhere, boolean keepsOrder) {
    /** No flags. */
    public static final KustomizeFlags NONE = new KustomizeFlags(false, false);

    /** Reads flags; what is not acted on becomes a notice. */
    static KustomizeFlags of(String text, List<String> notices) {
        boolean mayLoadAnywhere = false;
        boolean keepsOrder = false;
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--load-restrictor" -> {
                    i++;
                    mayLoadAnywhere = i < words.size()
                            && (words.get(i).equals("LoadRestrictionsNone")
                                    || words.get(i).equals("none"));
                }
                case "--reorder" -> {
                    i++;
                    keepsOrder = i < words.size() && words.get(i).equals("none");
                }
                case "--enable-helm" ->
                    notices.add("kustomize.buildOptions: --enable-helm is not acted on: builds run no helm; name the"
                            + " chart as a source of its own");
                case String word
                when word.startsWith("-") ->
                    notices.add("kustomize.buildOptions: " + word + " is not acted on: builds run no other programs");
                default -> {}
            }
        }
        return new KustomizeFlags(mayLoadAnywhere, keepsOrder);
    }

    /** Flag and value may be one word with an equals sign. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+", -1)) {
            int equals = word.startsWith("-") ? word.indexOf('=') : -1;
            if (equals > 0) {
                words.add(word.substring(0, equals));
                words.add(word.substring(equals + 1));
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
