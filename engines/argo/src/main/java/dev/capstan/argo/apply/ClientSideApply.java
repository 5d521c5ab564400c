package dev.capstan.argo.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.LastApplied;
import dev.capstan.argo.compare.Normalisation;
import dev.capstan.argo.compare.builtin.BuiltInKinds;
import dev.capstan.argo.compare.builtin.BuiltInType;
import dev.capstan.argo.compare.builtin.Defaults;
import dev.capstan.argo.compare.merge.JsonMerge;
import dev.capstan.argo.compare.merge.StrategicMerge;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.MergePatch;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * Client-side apply: the three-way merge of what was applied last, the manifest and the live object, as kubectl does it.
 * What kubectl sends as a strategic merge patch, this gives as a JSON merge patch between the live object and what that
 * patch would make of it, so the object must not have changed in the meantime. Pure and thread-safe; the given trees stay
 * as they are.
 */
public final class ClientSideApply {

    /** Metadata that only the API server sets; manifests that were exported from a cluster still have them. */
    private static final List<String> OF_THE_SERVER =
            List.of("creationTimestamp", "generation", "managedFields", "namespace", "selfLink");

    private final BuiltInKinds kinds;
    private final Defaults defaults;
    private final Normalisation normalisation;

    public ClientSideApply(BuiltInKinds kinds, Defaults defaults) {
        this.kinds = kinds;
        this.defaults = defaults;
        this.normalisation = new Normalisation(kinds);
    }

    /** With the tables that are part of this library. */
    public static ClientSideApply load() {
        return new ClientSideApply(BuiltInKinds.load(), Defaults.load());
    }

    /**
     * What has to be sent.
     *
     * @param manifest with marks and namespace
     * @param live as the API server shows it in the manifest's version; empty when it is not there
     */
    public ApplyPlan plan(ObjectNode manifest, Optional<ObjectNode> live) {
        Optional<ObjectNode> wanted = CanonicalTree.of(manifest).map(AppliedManifest::of);
        Optional<ObjectNode> current = live.flatMap(CanonicalTree::of);
        if (wanted.isEmpty() || current.isEmpty() != live.isEmpty()) {
            return new ApplyPlan.Refused(ObjectKey.of(manifest).display() + " is nested deeper than "
                    + CanonicalTree.DEEPEST + " levels, so it is not applied; make it flatter");
        }
        ObjectNode result = current.isEmpty() ? wanted.get() : predicted(wanted.get(), current.get());
        Optional<String> problem = AppliedManifest.tooLong(result);
        if (problem.isPresent()) {
            return new ApplyPlan.Refused(problem.get());
        }
        return current.isEmpty() ? new ApplyPlan.Create(result) : change(result, current.get());
    }

    private ApplyPlan change(ObjectNode predicted, ObjectNode live) {
        ObjectNode patch = MergePatch.between(live, predicted);
        return patch.isEmpty() || isTheSame(predicted, live) ? new ApplyPlan.Nothing() : new ApplyPlan.Patch(patch);
    }

    private ObjectNode predicted(ObjectNode wanted, ObjectNode live) {
        ObjectNode applied = LastApplied.of(live).orElse(wanted);
        Optional<BuiltInType> type = kinds.find(wanted);
        ObjectNode predicted = type.isPresent()
                ? StrategicMerge.predict(type.get(), applied, wanted, live)
                : JsonMerge.predict(applied, wanted, live);
        if (predicted.get("metadata") instanceof ObjectNode metadata) {
            OF_THE_SERVER.forEach(field -> keep(field, live.path("metadata"), metadata));
        }
        if (type.isPresent() || isDefinition(wanted)) {
            keep("status", live, predicted); // The API server does not take it together with the rest.
        }
        return predicted;
    }

    private static void keep(String field, JsonNode live, ObjectNode predicted) {
        if (live.has(field)) {
            predicted.set(field, live.get(field));
        } else {
            predicted.remove(field);
        }
    }

    private static boolean isDefinition(JsonNode manifest) {
        return Metadata.of(manifest).isKind("apiextensions.k8s.io", "CustomResourceDefinition");
    }

    /**
     * Whether the API server would store the same: {@code 1000m} and {@code 1}, texts and their encoding in a Secret, what is not
     * said and its default.
     */
    private boolean isTheSame(ObjectNode predicted, ObjectNode live) {
        return normalised(predicted).equals(normalised(live));
    }

    private ObjectNode normalised(ObjectNode object) {
        ObjectNode stored = normalisation.stored(object.deepCopy());
        normalisation.normalise(stored, false);
        kinds.find(stored).ifPresent(type -> defaults.complete(type, stored));
        return stored;
    }
}
