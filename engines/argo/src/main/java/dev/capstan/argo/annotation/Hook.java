package dev.capstan.argo.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the annotations of an object say about hooks. Argo's annotation goes before Helm's wherever it names a type that
 * there is.
 *
 * @param isHook whether the object is a hook at all, be it one that no sync runs
 * @param types when it runs; empty for hooks of deletions, tests and types that do not exist
 * @param deletePolicies when its object is deleted, never empty
 */
public record Hook(boolean isHook, List<HookType> types, List<HookDeletePolicy> deletePolicies) {

    public static final String ANNOTATION = "argocd.argoproj.io/hook";
    public static final String DELETE_POLICY = "argocd.argoproj.io/hook-delete-policy";
    public static final String FINALIZER = "argocd.argoproj.io/hook-finalizer";
    public static final String HELM_ANNOTATION = "helm.sh/hook";
    static final String HELM_DELETE_POLICY = "helm.sh/hook-delete-policy";
    private static final String HELM_CRD = "crd-install";

    public Hook {
        types = List.copyOf(types);
        deletePolicies = List.copyOf(deletePolicies);
    }

    /** Reads the annotations of an object. */
    public static Hook of(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        List<HookType> types = parsed(metadata.annotationList(ANNOTATION), HookType::parse);
        if (types.isEmpty()) {
            types = parsed(metadata.annotationList(HELM_ANNOTATION), HookType::ofHelm);
        }
        List<HookDeletePolicy> policies =
                new ArrayList<>(parsed(metadata.annotationList(DELETE_POLICY), HookDeletePolicy::parse));
        policies.addAll(parsed(metadata.annotationList(HELM_DELETE_POLICY), HookDeletePolicy::ofHelm));
        return new Hook(
                isHook(metadata, types),
                types,
                policies.isEmpty() ? List.of(HookDeletePolicy.BEFORE_HOOK_CREATION) : policies);
    }

    private static boolean isHook(Metadata metadata, List<HookType> types) {
        if (metadata.annotation(ANNOTATION).isPresent()) {
            return !isSkip(types);
        }
        return metadata.annotation(HELM_ANNOTATION)
                .filter(value -> !value.equals(HELM_CRD))
                .isPresent();
    }

    private static boolean isSkip(List<HookType> types) {
        return types.equals(List.of(HookType.SKIP));
    }

    /** Whether the object is left out of syncs and is no hook either. */
    public boolean isSkipped() {
        return isSkip(types);
    }

    /** Whether it is a hook that no sync runs: a test, one of a deletion, or of a type that does not exist. */
    public boolean isIgnored() {
        return isHook && types.isEmpty();
    }

    /** Whether no sync that succeeds applies the object: a hook of failures, deletions or tests, or one that is left out. */
    public boolean isNotOfSyncs() {
        return isIgnored() || isSkipped() || types.equals(List.of(HookType.SYNC_FAIL));
    }

    /** The phases that it runs in, in their order. */
    public Set<SyncPhase> phases() {
        Set<SyncPhase> phases = new TreeSet<>();
        types.forEach(type -> type.phase().ifPresent(phases::add));
        return phases;
    }

    /** Whether a policy asks for the deletion of its object. */
    public boolean isDeletedOn(HookDeletePolicy policy) {
        return isHook && deletePolicies.contains(policy);
    }

    private static <T> List<T> parsed(List<String> texts, Function<String, Optional<T>> parser) {
        List<T> parsed = new ArrayList<>();
        texts.forEach(text -> parser.apply(text).ifPresent(parsed::add));
        return parsed;
    }
}
