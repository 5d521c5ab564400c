package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.parse.ParsedFile;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same through all of a run.
 *
 * @param name of the set of templates, in messages
 * @param missingKey what maps answer for keys they do not have
 * @param services by their types
 * @param parser from the name and text of a template to its trees, for {@code tpl}
 * @param tracer null when nobody wants to know where output came from
 */
public record Environment(
        String name,
        MissingKey missingKey,
        Bounds bounds,
        Map<Class<?>, Object> services,
        BiFunction<String, String, ParsedFile> parser,
        @Nullable Tracer tracer) {}
