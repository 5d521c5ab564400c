package dev.capstan.cli.migrate.plan;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.References;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What objects do that a tenancy forbids. Pure. */
final class TenancyRules {

    private final Tenancy before;
    private final Tenancy after;

    /**
     * @param before what Flux allowed
     * @param after what will be allowed
     */
    TenancyRules(Tenancy before, Tenancy after) {
        this.before = before;
        this.after = after;
    }

    /** What is refused of an object afterwards that was not before. */
    List<String> refusals(ToolkitObject object) {
        List<String> refusals = new ArrayList<>();
        account(object).ifPresent(refusals::add);
        if (before.hasCrossNamespaceRefs() && !after.hasCrossNamespaceRefs()) {
            foreign(object)
                    .forEach(reference -> refusals.add("refers to %s, in another namespace".formatted(reference)));
        }
        return refusals;
    }

    private Optional<String> account(ToolkitObject object) {
        boolean isKustomization = object.kind() == ToolkitKind.KUSTOMIZATION;
        if ((!isKustomization && object.kind() != ToolkitKind.HELM_RELEASE)
                || object.text("spec", "serviceAccountName").isPresent()
                || object.field("spec", "kubeConfig") != null) {
            return Optional.empty();
        }
        Optional<String> now = isKustomization ? before.kustomizeAccount() : before.helmAccount();
        Optional<String> then = isKustomization ? after.kustomizeAccount() : after.helmAccount();
        return now.equals(then)
                ? Optional.empty()
                : then.map(account ->
                        "names no service account, and would be applied as '%s' of its namespace".formatted(account));
    }

    private static Set<String> foreign(ToolkitObject object) {
        Set<String> foreign = new LinkedHashSet<>();
        Stream.concat(References.sources(object).stream(), References.others(object).stream())
                .filter(reference -> !reference.namespace().equals(object.namespace()))
                // The HelmChart that the controller makes itself is beside its source.
                .filter(reference -> reference.kind() != ToolkitKind.HELM_CHART)
                .forEach(reference -> foreign.add(reference.title()));
        if (object.field("spec", "chart", "spec", "sourceRef") instanceof Map<?, ?> source
                && source.get("namespace") instanceof String namespace
                && !namespace.equals(object.namespace())) {
            foreign.add("%s %s/%s".formatted(source.get("kind"), namespace, source.get("name")));
        }
        for (String list : List.of("dependsOn", "eventSources")) {
            if (object.field("spec", list) instanceof List<?> entries) {
                for (Object entry : entries) {
                    if (entry instanceof Map<?, ?> map
                            && map.get("namespace") instanceof String namespace
                            && !namespace.isEmpty()
                            && !namespace.equals(object.namespace())) {
                        Object kind = map.get("kind");
                        foreign.add("%s %s/%s"
                                .formatted(kind == null ? object.kind().kind() : kind, namespace, map.get("name")));
                    }
                }
            }
        }
        return foreign;
    }
}
