package dev.capstan.argo.compare.ignore;

import dev.capstan.argo.settings.ArgoSettings.IgnoredStatus;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code ignoreDifferences}, of an application or of a customization in {@code argocd-cm}.
 *
 * @param group a pattern of {@link dev.capstan.argo.glob.GlobSyntax#TEXT}, empty for the core group
 * @param kind a pattern of the same syntax
 * @param name empty for all
 * @param namespace empty for all
 * @param managers managers whose fields are left to them
 */
public record IgnoreRule(
        String group,
        String kind,
        String name,
        String namespace,
        List<String> jsonPointers,
        List<String> jqPathExpressions,
        List<String> managers) {

    public IgnoreRule {
        jsonPointers = List.copyOf(jsonPointers);
        jqPathExpressions = List.copyOf(jqPathExpressions);
        managers = List.copyOf(managers);
    }

    /** A rule for all objects with some JSON pointers. */
    public static IgnoreRule everywhere(String... jsonPointers) {
        return new IgnoreRule("*", "*", "", "", List.of(jsonPointers), List.of(), List.of());
    }

    /** The rule that {@code ignoreResourceStatusField} of {@code resource.compareoptions} makes; empty for none. */
    public static Optional<IgnoreRule> forStatus(IgnoredStatus ignored) {
        return switch (ignored) {
            case ALL -> Optional.of(everywhere("/status"));
            case CRD ->
                Optional.of(new IgnoreRule(
                        "apiextensions.k8s.io",
                        "CustomResourceDefinition",
                        "",
                        "",
                        List.of("/status"),
                        List.of(),
                        List.of()));
            case NONE -> Optional.empty();
        };
    }
}
