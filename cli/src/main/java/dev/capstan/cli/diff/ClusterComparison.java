package dev.capstan.cli.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.cli.CommandFailure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares objects with those of a cluster, by what the API server says it would make of them. Writes nothing. */
final class ClusterComparison {

    private final ClusterApi api;
    private final ResourceCatalog catalog;
    private final String fieldManager;

    /** @param fieldManager in whose name the objects would be applied */
    ClusterComparison(ClusterApi api, ResourceCatalog catalog, String fieldManager) {
        this.api = api;
        this.catalog = catalog;
        this.fieldManager = fieldManager;
    }

    /**
     * What an apply of these objects would change.
     *
     * @throws CommandFailure when the cluster does not say so for one of them
     */
    List<ObjectChange> applying(Collection<Manifest> wanted) {
        return wanted.stream().flatMap(manifest -> change(manifest).stream()).toList();
    }

    /** What a deletion of these objects would change: those that are there go. */
    List<ObjectChange> deleting(Collection<Manifest> gone) {
        return gone.stream()
                .flatMap(manifest -> ref(manifest).stream())
                .filter(ref -> live(ref, SecretMask.of()).isPresent())
                .<ObjectChange>map(ref -> new ObjectChange.Deleted(ref.id()))
                .toList();
    }

    private Optional<ObjectChange> change(Manifest manifest) {
        SecretMask mask = SecretMask.of(manifest.content());
        Optional<ObjectRef> ref = ref(manifest);
        Optional<ObjectNode> live = ref.flatMap(it -> live(it, mask));
        if (ref.isEmpty() || live.isEmpty()) {
            return Optional.of(new ObjectChange.Created(manifest.id()));
        }
        ObjectNode applied = answer(
                        ref.get().id(),
                        mask,
                        api.apply(
                                ref.get(), manifest.content(), new ClusterApi.ApplyOptions(fieldManager, true, false)))
                .orElseThrow(() -> new CommandFailure(ref.get().id().display() + " was deleted meanwhile"));
        List<FieldChange> fields = FieldChange.between(live.get(), applied);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new ObjectChange.Configured(manifest.id(), fields));
    }

    /** Empty for a kind that the cluster does not serve, of which there can be no object. */
    private Optional<ObjectRef> ref(Manifest manifest) {
        return switch (catalog.find(manifest.kind())) {
            case ResourceCatalog.Served(var type) ->
                Optional.of(new ObjectRef(
                        type,
                        type.isNamespaced() ? manifest.id().namespace() : "",
                        manifest.id().name()));
            case ResourceCatalog.NotServed() -> Optional.empty();
            case ResourceCatalog.Undecided(var why) ->
                throw new CommandFailure(
                        "Whether the cluster serves %s cannot be said: %s".formatted(manifest.kind(), why));
        };
    }

    private Optional<ObjectNode> live(ObjectRef ref, SecretMask mask) {
        return answer(ref.id(), mask, api.get(ref));
    }

    private static Optional<ObjectNode> answer(ObjectId id, SecretMask mask, ApiResult<ObjectNode> result) {
        return switch (result) {
            case ApiResult.Ok<ObjectNode>(var object, var _) -> Optional.of(object);
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused ->
                throw new CommandFailure("%s cannot be compared, the API server answered %d: %s"
                        .formatted(id.display(), refused.code(), mask.mask(refused.message())));
            case ApiResult.Unreachable<ObjectNode>(var what) ->
                throw new CommandFailure("%s cannot be compared: %s".formatted(id.display(), what));
        };
    }

    /** What would happen all together, in the order of the work. */
    static List<ObjectChange> all(List<ObjectChange> applied, List<ObjectChange> deleted) {
        return Stream.concat(applied.stream(), deleted.stream()).toList();
    }
}
