package dev.capstan.kustomize.memory;

import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.tree.TreeInputs.Question;
import java.util.Map;

/**
 * What decides how steps change objects. Steps of equal recipes make the same of the same object.
 *
 * @param answers what was asked of the tree to make the steps: contents of the kustomization file and of its patches
 * @param config the fields to transform
 */
public record Recipe(Map<Question, String> answers, TransformerConfig config) {
    /** Of steps that depend on nothing but the objects. */
    public static final Recipe NONE = new Recipe(Map.of(), TransformerConfig.EMPTY);

    /** Copies the map. */
    public Recipe {
        answers = Map.copyOf(answers);
    }
}
