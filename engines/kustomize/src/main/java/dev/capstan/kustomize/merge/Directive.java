package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a part of a patch says about itself with {@code $patch}. */
enum Directive {
    MERGE,
    REPLACE,
    DELETE;

    static final String KEY = "$patch";

    /** Finds the directive of a patch and takes it out of the patch; {@link #MERGE} without one. */
    static Directive take(@Nullable Node patch) {
        if (patch == null || patch.isScalar()) {
            return MERGE;
        }
        return patch.isMap() ? takeFromMap(patch) : takeFromList(patch);
    }

    private static Directive takeFromMap(Node patch) {
        Node value = patch.get(KEY);
        if (value == null) {
            return MERGE;
        }
        Directive directive = of(value.text());
        patch.remove(KEY);
        return directive;
    }

    /** A list is meant as a whole by an element that holds nothing but the directive. */
    private static Directive takeFromList(Node patch) {
        for (Node element : patch.children()) {
            Node value = element.isMap() ? element.get(KEY) : null;
            if (value != null) {
                if (element.size() > 1) {
                    return MERGE;
                }
                Directive directive = of(value.text());
                ListElements.remove(patch, List.of(KEY), List.of(value.text()));
                return directive;
            }
        }
        return MERGE;
    }

    private static Directive of(String word) {
        return switch (word) {
            case "merge" -> MERGE;
            case "replace" -> REPLACE;
            case "delete" -> DELETE;
            default ->
                throw BuildFault.of(Code.PATCH_FAILED, "unknown patch strategy '" + word + "'")
                        .with(problem -> problem.inField(KEY).advise("Use delete, replace or merge."));
        };
    }
}
