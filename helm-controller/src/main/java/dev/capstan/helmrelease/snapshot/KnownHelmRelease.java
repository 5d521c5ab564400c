package dev.capstan.helmrelease.snapshot;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.Dependent;
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
 * A HelmRelease as it was last seen.
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
public record KnownHelmRelease(
        ObjectKey key,
        String uid,
        Map<String, String> annotations,
        long generation,
        HelmReleaseSpec spec,
        HelmReleaseStatus status,
        boolean isRequested,
        Supplier<Map<String, Object>> fields)
        implements Dependent {

    /** The kind, as manifests name it. */
    public static final ResourceKind KIND =
            ResourceKind.of(ToolkitKind.HELM_RELEASE.apiVersion(), ToolkitKind.HELM_RELEASE.kind());

    /** Copies the annotations. */
    public KnownHelmRelease {
        annotations = Map.copyOf(annotations);
    }

    /** What the release is called, and where it is. */
    public ReleaseLocation names() {
        return ReleaseLocation.of(key, spec);
    }

    /** Requests of people that were not handled yet. */
    public ReleaseRequests requests() {
        return ReleaseRequests.of(annotations, status);
    }

    @Override
    public ResourceKind kind() {
        return KIND;
    }

    @Override
    public List<Dependency> dependsOn() {
        return spec.dependsOn();
    }

    /** The object that offers the chart. Revisions of two releases are never compared, so no two have it in common. */
    @Override
    public SourceKey source() {
        return new SourceKey(ToolkitKind.HELM_RELEASE.kind(), key);
    }

    @Override
    public boolean isReady() {
        return status.observedGeneration() == generation
                && Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    @Override
    public Optional<String> appliedRevision() {
        return Optional.ofNullable(status.lastAttemptedRevision());
    }

    /** The object itself, as the apply engine names it. */
    public ObjectId id() {
        return new ObjectId(
                ToolkitKind.HELM_RELEASE.group(), ToolkitKind.HELM_RELEASE.kind(), key.namespace(), key.name());
    }

    /** On whose behalf objects are applied. */
    public Owner owner() {
        return new Owner(Owner.HELM, key.namespace(), key.name());
    }

    /** Where and with whose rights it asks to be installed. */
    @Override
    public IdentityRequest identity() {
        return new IdentityRequest(key, spec.serviceAccountName(), spec.kubeConfig());
    }

    /** What records of its runs are about. */
    public RecordSubject recordSubject() {
        return new RecordSubject(ToolkitKind.HELM_RELEASE.ref(key), uid);
    }
}
