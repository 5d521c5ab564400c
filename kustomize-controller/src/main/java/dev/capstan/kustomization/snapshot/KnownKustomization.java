package dev.capstan.kustomization.snapshot;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.kustomize.SourceRef;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.Dependent;
import dev.capstan.applier.handover.Giver;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.record.RecordSubject;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Kustomization as it was last seen.
 *
 * @param key namespace and name
 * @param uid its uid
 * @param annotations its annotations
 * @param generation the generation of its spec
 * @param spec what it declares
 * @param status what its controller reports
 * @param isRequested whether somebody asked for this run by the request annotation
 * @param fields the whole object in its JSON form, for expressions; only asked for when one is evaluated
 */
public record KnownKustomization(
        ObjectKey key,
        String uid,
        Map<String, String> annotations,
        long generation,
        KustomizationSpec spec,
        KustomizationStatus status,
        boolean isRequested,
        Supplier<Map<String, Object>> fields)
        implements Dependent {

    /** The kind, as manifests name it. */
    public static final ResourceKind KIND =
            ResourceKind.of(ToolkitKind.KUSTOMIZATION.apiVersion(), ToolkitKind.KUSTOMIZATION.kind());

    /** Copies the annotations. */
    public KnownKustomization {
        annotations = Map.copyOf(annotations);
    }

    /** The source that a Kustomization of this namespace means. */
    public static SourceKey sourceOf(KustomizationSpec spec, String namespace) {
        SourceRef ref = spec.sourceRef();
        return SourceKey.of(ref.kind(), ref.namespace(), ref.name(), namespace);
    }

    @Override
    public ResourceKind kind() {
        return KIND;
    }

    @Override
    public List<Dependency> dependsOn() {
        return spec.dependsOn();
    }

    @Override
    public SourceKey source() {
        return sourceOf(spec, key.namespace());
    }

    @Override
    public boolean isReady() {
        return status.observedGeneration() == generation
                && Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    @Override
    public Optional<String> appliedRevision() {
        return Optional.ofNullable(status.lastAppliedRevision());
    }

    /** The object itself, as the apply engine names it. */
    public ObjectId id() {
        return idOf(key);
    }

    /** A Kustomization of that name, as the apply engine names it. */
    public static ObjectId idOf(ObjectKey key) {
        return new ObjectId(
                ToolkitKind.KUSTOMIZATION.group(), ToolkitKind.KUSTOMIZATION.kind(), key.namespace(), key.name());
    }

    /** Whether an object of that id is a Kustomization. */
    public static boolean isOne(ObjectId id) {
        return id.isKind(ToolkitKind.KUSTOMIZATION.group(), ToolkitKind.KUSTOMIZATION.kind());
    }

    /** This Kustomization as one that lets objects go. */
    public Giver giver() {
        return new Giver(id(), Owner.kustomization(key.namespace(), key.name()), source());
    }

    /** Where and with whose rights it asks to be applied. */
    @Override
    public IdentityRequest identity() {
        return new IdentityRequest(key, spec.serviceAccountName(), spec.kubeConfig());
    }

    /** What records of its runs are about. */
    public RecordSubject recordSubject() {
        return new RecordSubject(ToolkitKind.KUSTOMIZATION.ref(key), uid);
    }
}
