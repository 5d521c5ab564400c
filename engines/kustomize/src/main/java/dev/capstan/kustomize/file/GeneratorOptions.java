package dev.capstan.kustomize.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Options of a generator.
 *
 * @param labels labels of what is generated
 * @param annotations annotations of what is generated
 * @param disableNameSuffixHash whether the name gets no hash
 * @param immutable whether what is generated is immutable
 */
public record GeneratorOptions(
        Map<String, String> labels, Map<String, String> annotations, boolean disableNameSuffixHash, boolean immutable) {

    /** No option. */
    public static final GeneratorOptions NONE = new GeneratorOptions(Map.of(), Map.of(), false, false);

    /** These options, completed by those for all generators of the file. */
    public GeneratorOptions completedBy(GeneratorOptions all) {
        return new GeneratorOptions(
                merged(labels, all.labels),
                merged(annotations, all.annotations),
                disableNameSuffixHash || all.disableNameSuffixHash,
                immutable || all.immutable);
    }

    private static Map<String, String> merged(Map<String, String> own, Map<String, String> all) {
        Map<String, String> merged = new LinkedHashMap<>(all);
        merged.putAll(own);
        return merged;
    }
}
