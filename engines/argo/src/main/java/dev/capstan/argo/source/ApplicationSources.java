package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sources of an Application: {@code sources} when there are any, and {@code source} is ignored then.
 *
 * @param isMultiple whether they stand in {@code sources}, so that status has lists
 */
public record ApplicationSources(boolean isMultiple, List<ApplicationSource> all) {
    private static final Pattern REFERENCE = Pattern.compile("[a-zA-Z0-9_-]+");

    /** Copies the list. */
    public ApplicationSources {
        all = List.copyOf(all);
    }

    /** Reads {@code spec}. */
    public static ApplicationSources of(JsonNode spec) {
        JsonNode several = spec.path("sources");
        if (!several.isArray() || several.isEmpty()) {
            return new ApplicationSources(false, List.of(ApplicationSource.of(spec.path("source"))));
        }
        var all = new ArrayList<ApplicationSource>();
        several.forEach(source -> all.add(ApplicationSource.of(source)));
        return new ApplicationSources(true, all);
    }

    /** What is wrong with names for references; empty when each can be told from the others. */
    public Optional<String> referenceProblem() {
        Set<String> seen = new HashSet<>();
        for (ApplicationSource source : all) {
            String ref = source.ref();
            if (!ref.isEmpty() && !REFERENCE.matcher(ref).matches()) {
                return Optional.of("sources: the ref " + ref + " may have letters, digits, '_' and '-' only");
            }
            if (!ref.isEmpty() && !seen.add(ref)) {
                return Optional.of("sources: several have the ref " + ref);
            }
        }
        return Optional.empty();
    }
}
