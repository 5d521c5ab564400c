package dev.capstan.cli.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.apply.Immutability;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.policy.IgnoredFields;
import dev.capstan.apply.policy.ObjectPolicy;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.kustomization.OwnedManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Compares the objects of a Kustomization with those of the cluster by a server-side dry run, with the rules that its controller
 * follows: what is left alone, what is replaced, what is pruned. Writes nothing.
 */
final class OwnedComparison {

    private static final ApplyProfile PROFILE = ApplyProfile.kustomize();

    private final ClusterApi api;
    private final ResourceCatalog catalog;
    private final Owner owner;
    private final boolean isForced;
    private final List<FieldIgnoreRule> ignored;
    private final UnaryOperator<String> shown;
    private final OwnedManifest owned;

    OwnedComparison(
            ClusterApi api,
            ResourceCatalog catalog,
            Owner owner,
            boolean isForced,
            List<FieldIgnoreRule> ignored,
            UnaryOperator<String> shown) {
        this.api = api;
        this.catalog = catalog;
        this.owner = owner;
        this.isForced = isForced;
        this.ignored = List.copyOf(ignored);
        this.shown = shown;
        this.owned = new OwnedManifest(owner);
    }

    /**
     * What an apply of these objects would change.
     *
     * @throws CommandFailure when one of them would be refused, or when the cluster does not say
     */
    List<ObjectChange> applying(Collection<Manifest> wanted) {
        return wanted.stream().flatMap(manifest -> change(manifest).stream()).toList();
    }

    /** What of the inventory is not wanted any more, is still there, and may be deleted. */
    List<ObjectChange> pruning(Collection<RecordedObject> inventory, Collection<Manifest> wanted) {
        Set<ObjectId> kept = new HashSet<>();
        wanted.forEach(manifest -> kept.add(inCluster(manifest)));
        List<ObjectChange> changes = new ArrayList<>();
        for (RecordedObject recorded : inventory) {
            if (!kept.contains(recorded.id())) {
                served(
                                recorded.id().kind(),
                                catalog.findAnyVersion(
                                        recorded.id().group(), recorded.id().kind(), recorded.version()))
                        .flatMap(type -> live(new ObjectRef(
                                type,
                                type.isNamespaced() ? recorded.id().namespace() : "",
                                recorded.id().name())))
                        .filter(this::isPruned)
                        .ifPresent(_ -> changes.add(new ObjectChange.Deleted(recorded.id())));
            }
        }
        return changes;
    }

    private boolean isPruned(ObjectNode live) {
        return !PROFILE.policy().of(live).isKept()
                && Owner.of(live.path("metadata").path("labels"), owner.labelPrefix())
                        .filter(owner::equals)
                        .isPresent();
    }

    private Optional<ObjectChange> change(Manifest manifest) {
        ObjectId id = inCluster(manifest);
        Optional<ResourceType> type = type(manifest.kind());
        if (type.isEmpty()) {
            return Optional.of(new ObjectChange.Created(id));
        }
        if (type.get().isNamespaced() && id.namespace().isEmpty()) {
            throw new CommandFailure(
                    "%s has no namespace; write one, or set spec.targetNamespace".formatted(id.display()));
        }
        ObjectRef ref = new ObjectRef(type.get(), id.namespace(), id.name());
        ObjectNode content = owned.of(manifest);
        if (!type.get().isNamespaced()) {
            content.withObject("/metadata").remove("namespace");
        }
        ObjectPolicy policy = PROFILE.policy().of(content);
        if (policy.isLeftAlone()) {
            return Optional.empty();
        }
        Optional<ObjectNode> live = live(ref);
        if (live.isEmpty()) {
            return Optional.of(new ObjectChange.Created(id));
        }
        ObjectPolicy there = PROFILE.policy().of(live.get());
        return policy.ssa() == ObjectPolicy.Ssa.IF_NOT_PRESENT || there.isReconcileDisabled()
                ? Optional.empty()
                : compare(manifest, ref, content, live.get(), isForced || policy.isForced() || there.isForced());
    }

    private Optional<ObjectChange> compare(
            Manifest manifest, ObjectRef ref, ObjectNode content, ObjectNode live, boolean mayReplace) {
        List<String> pointers = ignored.stream()
                .filter(rule -> rule.target().test(manifest))
                .flatMap(rule -> rule.pointers().stream())
                .distinct()
                .toList();
        ObjectNode sent = IgnoredFields.adopt(content, live, pointers, PROFILE.fieldManager());
        SecretMask mask = SecretMask.of(sent, live);
        ObjectId id = ref.id();
        return switch (api.apply(ref, sent, new ClusterApi.ApplyOptions(PROFILE.fieldManager(), true, false))) {
            case ApiResult.Ok<ObjectNode>(var applied, var _) -> {
                List<FieldChange> fields = hidden(FieldChange.between(live, applied));
                yield fields.isEmpty() ? Optional.empty() : Optional.of(new ObjectChange.Configured(id, fields));
            }
            case ApiResult.Refused<ObjectNode> refused
            when mayReplace && Immutability.isStated(refused) -> Optional.of(new ObjectChange.Replaced(id));
            case ApiResult.Refused<ObjectNode> refused ->
                throw new CommandFailure("%s would be refused, the API server answered %d: %s"
                        .formatted(id.display(), refused.code(), shown.apply(mask.mask(refused.message()))));
            case ApiResult.Unreachable<ObjectNode>(var what) ->
                throw new CommandFailure("%s cannot be compared: %s".formatted(id.display(), what));
        };
    }

    /** Values of Secrets that were substituted into other objects do not appear either. */
    private List<FieldChange> hidden(List<FieldChange> fields) {
        return fields.stream()
                .map(field -> new FieldChange(
                        field.path(), field.before().map(shown), field.after().map(shown)))
                .toList();
    }

    /** What is in no namespace has none, whatever a build gave it. */
    private ObjectId inCluster(Manifest manifest) {
        ObjectId id = manifest.id();
        boolean isNamespaced =
                type(manifest.kind()).map(ResourceType::isNamespaced).orElse(true);
        return isNamespaced ? id : new ObjectId(id.group(), id.kind(), "", id.name());
    }

    /** Empty for a kind that the cluster does not serve (yet), of which there can be no object. */
    private Optional<ResourceType> type(ResourceKind kind) {
        return served(kind.kind(), catalog.find(kind));
    }

    private static Optional<ResourceType> served(String kind, ResourceCatalog.Lookup lookup) {
        return switch (lookup) {
            case ResourceCatalog.Served(var type) -> Optional.of(type);
            case ResourceCatalog.NotServed() -> Optional.empty();
            case ResourceCatalog.Undecided(var why) ->
                throw new CommandFailure("Whether the cluster serves %s cannot be said: %s".formatted(kind, why));
        };
    }

    private Optional<ObjectNode> live(ObjectRef ref) {
        return switch (api.get(ref)) {
            case ApiResult.Ok<ObjectNode>(var object, var _) -> Optional.of(object);
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused ->
                throw new CommandFailure("%s cannot be compared, the API server answered %d: %s%s"
                        .formatted(
                                ref.id().display(),
                                refused.code(),
                                refused.message(),
                                api.isImpersonating()
                                        ? ". The identity of the Kustomization was used; --own-rights uses yours"
                                        : ""));
            case ApiResult.Unreachable<ObjectNode>(var what) ->
                throw new CommandFailure(
                        "%s cannot be compared: %s".formatted(ref.id().display(), what));
        };
    }
}
