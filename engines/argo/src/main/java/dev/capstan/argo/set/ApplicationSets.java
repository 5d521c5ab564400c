package dev.capstan.argo.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.generator.GeneratorContext;
import dev.capstan.argo.set.generator.Generators;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.render.ApplicationTemplate;
import dev.capstan.argo.set.render.TemplateOverlay;
import dev.capstan.argo.set.status.SetReason;
import dev.capstan.argo.set.text.FastTemplate;
import dev.capstan.argo.set.text.GoTemplateText;
import dev.capstan.argo.set.text.TemplateText;
import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generates the Applications of sets. For any number of threads.
 *
 * <pre>{@code
 * SetInputs inputs = SetInputs.none().withClusters(clusters.facts());
 * while (sets.generate(set, inputs) instanceof Generation.Wanting wanting) {
 *     inputs = answered(inputs, wanting.requests());
 * }
 * }</pre>
 */
public final class ApplicationSets {
    private final SetLimits limits;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * Generates within limits.
     *
     * @param clock for templates that ask for the time
     * @param random for templates that ask for random texts
     */
    public ApplicationSets(SetLimits limits, Clock clock, SecureRandom random) {
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The Applications of a set, or what must be known first, or why there are none. One generator that fails stops the whole set, so
     * that nothing is deleted for want of parameters.
     *
     * @param set the ApplicationSet as a tree
     */
    public Generation generate(JsonNode set, SetInputs inputs) {
        JsonNode spec = set.path("spec");
        GenerationBudget budget = new GenerationBudget(limits, System::nanoTime);
        TemplateText text;
        List<Generators.Result> results = new ArrayList<>();
        GeneratorContext context;
        try {
            text = language(spec, budget);
            context = new GeneratorContext(
                    inputs, text, budget, Fields.text(spec.path("template").path("spec"), "project"));
            Generators generators = new Generators(context);
            List<JsonNode> entries = Fields.elements(spec, "generators");
            for (int i = 0; i < entries.size(); i++) {
                results.addAll(run(generators, entries.get(i), i));
            }
        } catch (GenerationException failure) {
            return new Generation.Failed(SetReason.PARAMETERS_FAILED, failure.getMessage());
        }
        return context.wanted().isEmpty()
                ? render(set, results, text, budget)
                : new Generation.Wanting(context.wanted());
    }

    private static List<Generators.Result> run(Generators generators, JsonNode entry, int index) {
        try {
            return generators.run(entry);
        } catch (GenerationException failure) {
            throw failure.in("generators[" + index + "]");
        }
    }

    private TemplateText language(JsonNode spec, GenerationBudget budget) {
        return Fields.isTrue(spec, "goTemplate")
                ? new GoTemplateText(Fields.texts(spec, "goTemplateOptions"), clock, random, budget)
                : new FastTemplate(budget);
    }

    private Generation render(
            JsonNode set, List<Generators.Result> results, TemplateText text, GenerationBudget budget) {
        long count =
                results.stream().mapToLong(result -> result.parameters().size()).sum();
        if (count > limits.applications()) {
            return new Generation.Failed(
                    SetReason.PARAMETERS_FAILED,
                    "the generators make " + count + " Applications, and one ApplicationSet may make "
                            + limits.applications() + "; nothing is created, changed or deleted");
        }
        ApplicationTemplate template = new ApplicationTemplate(set, text);
        List<ObjectNode> applications = new ArrayList<>();
        try {
            for (Generators.Result result : results) {
                JsonNode merged =
                        TemplateOverlay.of(result.template(), set.path("spec").path("template"));
                long nodes = nodesOf(merged);
                for (Map<String, @Nullable Object> parameters : result.parameters()) {
                    budget.copied(nodes);
                    applications.add(template.render(merged, parameters));
                }
            }
        } catch (GenerationException failure) {
            return new Generation.Failed(SetReason.TEMPLATE_FAILED, failure.getMessage());
        }
        return new Generation.Generated(applications);
    }

    private static long nodesOf(JsonNode tree) {
        long nodes = 1;
        for (JsonNode child : tree) {
            nodes += nodesOf(child);
        }
        return nodes;
    }
}
