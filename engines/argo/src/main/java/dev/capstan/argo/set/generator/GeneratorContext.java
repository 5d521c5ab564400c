package dev.capstan.argo.set.generator;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.text.TemplateText;
import dev.capstan.argo.set.value.GenerationBudget;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all generators of one set share. For one thread. */
public final class GeneratorContext {
    private final SetInputs inputs;
    private final TemplateText text;
    private final GenerationBudget budget;
    private final String project;
    private final Set<SetRequest<?>> wanted = new LinkedHashSet<>();

    /**
     * The context of one generation.
     *
     * @param project as the set's template has it; empty for the default one
     */
    public GeneratorContext(SetInputs inputs, TemplateText text, GenerationBudget budget, String project) {
        this.inputs = inputs;
        this.text = text;
        this.budget = budget;
        this.project = project;
    }

    /** Questions that nobody has answered yet, in the order in which they came up. */
    public Set<SetRequest<?>> wanted() {
        return wanted;
    }

    SetInputs inputs() {
        return inputs;
    }

    TemplateText text() {
        return text;
    }

    GenerationBudget budget() {
        return budget;
    }

    String project() {
        return project;
    }

    /**
     * What was asked for; empty where nobody has answered yet, which is noted.
     *
     * @throws GenerationException when there is no answer
     */
    <A> Optional<A> ask(SetRequest<A> request) {
        Optional<Answer<A>> answer = inputs.answer(request);
        if (answer.isEmpty()) {
            wanted.add(request);
            return Optional.empty();
        }
        return switch (answer.get()) {
            case Answer.Found<A> found -> Optional.of(found.value());
            case Answer.Absent<A> absent -> throw new GenerationException(absent.message());
            case Answer.Failed<A> failed -> throw new GenerationException(failed.message());
        };
    }

    /** Whether the answer is that there is no such thing. */
    boolean isAbsent(SetRequest<?> request) {
        return inputs.answer(request).filter(Answer.Absent.class::isInstance).isPresent();
    }

    /**
     * Adds the further parameters of a generator. They may use the others, but not each other, so that none grows out of another.
     */
    void addValues(Map<String, String> values, Map<String, @Nullable Object> parameters) {
        if (values.isEmpty()) {
            return;
        }
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((key, value) -> filled.put(key, text.replace(value, parameters)));
        if (text.isStructured()) {
            parameters.put("values", ParameterValues.texts(filled));
        } else {
            filled.forEach((key, value) -> parameters.put("values." + key, value));
        }
    }
}
