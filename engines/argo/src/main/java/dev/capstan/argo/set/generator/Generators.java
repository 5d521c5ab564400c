package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the generators of a spec, those within others included. */
public final class Generators {
    private static final String MATRIX = "matrix";
    private static final String MERGE = "merge";

    /** Matrix and merge generators within each other: one may hold another, which may hold none. */
    private static final int DEEPEST = 2;

    private static final Map<String, Generator> PLAIN = plain();

    private final GeneratorContext context;

    /** Generators of one set. */
    public Generators(GeneratorContext context) {
        this.context = context;
    }

    private static Map<String, Generator> plain() {
        Map<String, Generator> generators = new LinkedHashMap<>();
        generators.put("list", ListGeneration::generate);
        generators.put("clusters", ClusterGeneration::generate);
        generators.put("git", GitGeneration::generate);
        generators.put("scmProvider", ScmGeneration::generate);
        generators.put("clusterDecisionResource", DecisionGeneration::generate);
        generators.put("pullRequest", PullRequestGeneration::generate);
        generators.put("plugin", PluginGeneration::generate);
        return generators;
    }

    /**
     * What one field of an entry of {@code generators} gives.
     *
     * @param template the template of its own; missing where it has none
     * @param parameters its sets of parameters
     */
    public record Result(JsonNode template, List<Map<String, @Nullable Object>> parameters) {}

    /**
     * Runs one entry of {@code generators}.
     *
     * @throws GenerationException when it has no generator of a known kind, or one of them fails
     */
    public List<Result> run(JsonNode entry) {
        List<Result> results = new ArrayList<>();
        for (String kind : kindsOf(entry)) {
            results.add(new Result(entry.path(kind).path("template"), generate(entry, kind, Map.of(), 0)));
        }
        return results;
    }

    private static List<String> kindsOf(JsonNode entry) {
        List<String> kinds = new ArrayList<>(PLAIN.keySet());
        kinds.add(MATRIX);
        kinds.add(MERGE);
        kinds.removeIf(kind -> !Fields.has(entry, kind));
        if (kinds.isEmpty()) {
            List<String> names = new ArrayList<>();
            entry.fieldNames().forEachRemaining(names::add);
            names.remove("selector");
            throw new GenerationException(
                    names.isEmpty()
                            ? "a generator is empty; it needs one of list, clusters, git, scmProvider, pullRequest, matrix, merge, "
                                    + "clusterDecisionResource and plugin"
                            : "unknown generators: " + String.join(", ", names));
        }
        return kinds;
    }

    private List<Map<String, @Nullable Object>> generate(
            JsonNode entry, String kind, Map<String, @Nullable Object> outer, int depth) {
        LabelMatch selector = LabelMatch.of(entry.path("selector"));
        JsonNode filled = outer.isEmpty() ? entry : Interpolation.of(entry, outer, context.text());
        JsonNode options = filled.path(kind);
        List<Map<String, @Nullable Object>> sets = switch (kind) {
            case MATRIX -> matrix(options, depth + 1);
            case MERGE -> merge(options, depth + 1);
            default -> known(kind).generate(options, context);
        };
        return selector.isEmpty()
                ? sets
                : sets.stream()
                        .filter(set -> selector.matches(ParameterValues.flat(set)))
                        .toList();
    }

    private static Generator known(String kind) {
        Generator generator = PLAIN.get(kind);
        if (generator == null) {
            throw new IllegalStateException(kind + " is a kind without a generator");
        }
        return generator;
    }

    private List<Map<String, @Nullable Object>> matrix(JsonNode options, int depth) {
        List<JsonNode> generators = within(options, MATRIX, depth);
        if (generators.size() != 2) {
            throw new GenerationException("found " + (generators.size() < 2 ? "less" : "more")
                    + " than two generators, Matrix support only two");
        }
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (Map<String, @Nullable Object> first : nested(generators.getFirst(), Map.of(), depth, MATRIX)) {
            context.budget().checkTime();
            for (Map<String, @Nullable Object> second : nested(generators.getLast(), first, depth, MATRIX)) {
                context.budget().parameterSets(1);
                context.budget().copied((long) first.size() + second.size());
                sets.add(Combination.ofMatrix(first, second, context.text().isStructured()));
            }
        }
        return sets;
    }

    private List<Map<String, @Nullable Object>> merge(JsonNode options, int depth) {
        List<JsonNode> generators = within(options, MERGE, depth);
        if (generators.size() < 2) {
            throw new GenerationException("found less than two generators, Merge requires two or more");
        }
        List<String> keys = Fields.texts(options, "mergeKeys");
        var base = Combination.byKeys(keys, nested(generators.getFirst(), Map.of(), depth, MERGE));
        for (JsonNode generator : generators.subList(1, generators.size())) {
            Combination.mergeInto(
                    base,
                    Combination.byKeys(keys, nested(generator, Map.of(), depth, MERGE)),
                    context.text().isStructured());
        }
        return new ArrayList<>(base.values());
    }

    private static List<JsonNode> within(JsonNode options, String kind, int depth) {
        if (depth > DEEPEST) {
            throw new GenerationException(
                    "a " + kind + " generator is nested too deeply; a matrix or merge generator may hold"
                            + " another one, and that one none");
        }
        return Fields.elements(options, "generators");
    }

    private List<Map<String, @Nullable Object>> nested(
            JsonNode entry, Map<String, @Nullable Object> outer, int depth, String parent) {
        List<String> kinds = kindsOf(entry);
        if (kinds.size() > 1) {
            throw new GenerationException("found more than one generator in " + parent + ".generators: "
                    + String.join(", ", kinds) + "; give each an entry of its own");
        }
        return generate(entry, kinds.getFirst(), outer, depth);
    }
}
