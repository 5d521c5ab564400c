package dev.capstan.kustomizationbuild.ignore;

import dev.capstan.api.meta.IgnoreRule;
import dev.capstan.api.meta.Selector;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.apply.Manifest;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.select.LabelSelector;
import dev.capstan.kustomize.select.LinearPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rules of a spec about fields that are left to others, ready to be asked about objects. */
public final class FieldIgnoreRules {

    private FieldIgnoreRules() {}

    /** What became of reading them. */
    public sealed interface Reading {

        /** They can be used. */
        record Usable(List<FieldIgnoreRule> rules) implements Reading {}

        /** One cannot; the message names the field. */
        record Unusable(String message) implements Reading {}
    }

    /**
     * Reads the rules of a field.
     *
     * @param field its path, for messages
     */
    public static Reading of(List<IgnoreRule> ignored, String field) {
        try {
            List<FieldIgnoreRule> rules = ignored.stream()
                    .map(rule -> new FieldIgnoreRule(rule.paths(), target(rule.target())))
                    .toList();
            return rules.stream()
                    .flatMap(rule -> rule.malformed().stream())
                    .findFirst()
                    .<Reading>map(path -> new Reading.Unusable(
                            "%s: '%s' is not a JSON pointer; write it as /spec/replicas".formatted(field, path)))
                    .orElseGet(() -> new Reading.Usable(rules));
        } catch (BuildFault fault) {
            return new Reading.Unusable(field + ": " + fault.problem().describe());
        }
    }

    private static Predicate<Manifest> target(@Nullable Selector selector) {
        if (selector == null) {
            return _ -> true;
        }
        var group = pattern(selector.group());
        var version = pattern(selector.version());
        var kind = pattern(selector.kind());
        var namespace = pattern(selector.namespace());
        var name = pattern(selector.name());
        var labels = LabelSelector.parse(text(selector.labelSelector()));
        var annotations = LabelSelector.parse(text(selector.annotationSelector()));
        return manifest -> matches(group, manifest.kind().group())
                && matches(version, manifest.kind().version())
                && matches(kind, manifest.kind().kind())
                && matches(namespace, manifest.id().namespace())
                && matches(name, manifest.id().name())
                && (labels.isEmpty() || labels.matches(metadata(manifest, "labels")))
                && (annotations.isEmpty() || annotations.matches(metadata(manifest, "annotations")));
    }

    private static Optional<LinearPattern> pattern(@Nullable String expression) {
        return Optional.of(text(expression)).filter(it -> !it.isEmpty()).map(LinearPattern::compileWhole);
    }

    private static boolean matches(Optional<LinearPattern> pattern, String text) {
        return pattern.map(it -> it.matches(text)).orElse(true);
    }

    private static Map<String, String> metadata(Manifest manifest, String key) {
        var values = new HashMap<String, String>();
        manifest.content()
                .path("metadata")
                .path(key)
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        return values;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
