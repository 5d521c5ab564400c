package dev.capstan.argo.set.generator;

import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.text.FastTemplate;
import dev.capstan.argo.set.text.GoTemplateText;
import dev.capstan.argo.set.text.TemplateText;
import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one entry of {@code generators}. */
final class GeneratorRun {
    private final GeneratorContext context;

    private GeneratorRun(TemplateText text, GenerationBudget budget, SetInputs inputs) {
        this.context = new GeneratorContext(inputs, text, budget, "team");
    }

    static GeneratorRun flat(SetInputs inputs) {
        var budget = new GenerationBudget(SetLimits.STANDARD, System::nanoTime);
        return new GeneratorRun(new FastTemplate(budget), budget, inputs);
    }

    static GeneratorRun structured(SetInputs inputs) {
        var budget = new GenerationBudget(SetLimits.STANDARD, System::nanoTime);
        return new GeneratorRun(
                new GoTemplateText(List.of(), Clock.systemUTC(), new SecureRandom(), budget), budget, inputs);
    }

    List<Map<String, @Nullable Object>> parameters(String entry) {
        return new Generators(context).run(SetYaml.of(entry)).getFirst().parameters();
    }

    Set<SetRequest<?>> wanted() {
        return context.wanted();
    }
}
