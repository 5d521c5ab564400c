package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of generator that has no others within it. */
@FunctionalInterface
interface Generator {
    /**
     * The sets of parameters, which may be changed.
     *
     * @param options what stands in the field of the generator
     * @throws dev.capstan.argo.set.value.GenerationException when there are none to be had
     */
    List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context);
}
