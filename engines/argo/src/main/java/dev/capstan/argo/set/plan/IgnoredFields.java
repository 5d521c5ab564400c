package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.ignore.IgnoreRule;
import dev.capstan.argo.compare.ignore.IgnoreRules;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.List;

/** {@code ignoreApplicationDifferences}: fields of Applications that are left to others. */
public final class IgnoredFields {
    private static final String GROUP = "argoproj.io";
    private static final String KIND = "Application";

    private final IgnoreRules rules;

    private IgnoredFields(IgnoreRules rules) {
        this.rules = rules;
    }

    /** What reading them gives. */
    public sealed interface Read {
        /**
         * They can be used.
         *
         * @param fields the fields
         */
        record Usable(IgnoredFields fields) implements Read {}

        /**
         * They cannot, and nothing may be changed without them: somebody means to keep these fields.
         *
         * @param problem why, for people
         */
        record Refused(String problem) implements Read {}
    }

    /** Those of a set. */
    public static Read of(JsonNode set) {
        List<IgnoreRule> rules = new ArrayList<>();
        for (JsonNode rule : Fields.elements(set.path("spec"), "ignoreApplicationDifferences")) {
            rules.add(new IgnoreRule(
                    GROUP,
                    KIND,
                    Fields.text(rule, "name"),
                    "",
                    Fields.texts(rule, "jsonPointers"),
                    Fields.texts(rule, "jqPathExpressions"),
                    List.of()));
        }
        IgnoreRules read = IgnoreRules.of(rules, System::nanoTime);
        List<String> problems = new ArrayList<>(read.problems());
        problems.addAll(read.warnings());
        return problems.isEmpty()
                ? new Read.Usable(new IgnoredFields(read))
                : new Read.Refused("ignoreApplicationDifferences cannot be used: " + problems.getFirst());
    }

    /**
     * An Application without the fields that are left to others; it says its kind.
     *
     * @throws GenerationException when an expression cannot be evaluated
     */
    ObjectNode without(ObjectNode application) {
        ObjectNode left = application.deepCopy();
        left.put("apiVersion", GROUP + "/v1alpha1");
        left.put("kind", KIND);
        rules.removeFrom(left).ifPresent(problem -> {
            throw new GenerationException("ignoreApplicationDifferences cannot be used: " + problem);
        });
        return left;
    }
}
