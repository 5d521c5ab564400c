package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.object.ThreeWayMerge;
import java.util.Optional;

/**
 * Writes objects as Helm 3 did: what the chart changed since its last revision is changed, what others set stays. The
 * patch is made here, out of three objects, and sent only when the object has not changed since it was read.
 */
final class ClientSideApply {

    /** What came of one object. */
    sealed interface Writing {}

    record Written(ObjectRef object, boolean isCreated) implements Writing {}

    record NotWritten(ActionFailure failure) implements Writing {}

    private static final int LOOKS = 6;

    private final ActionContext context;
    private final boolean isForced;

    /** @param isForced whether objects are replaced as a whole */
    ClientSideApply(ActionContext context, boolean isForced) {
        this.context = context;
        this.isForced = isForced;
    }

    /**
     * Brings an object to the cluster.
     *
     * @param before the object as the last revision had it
     */
    Writing write(Manifest object, Optional<Manifest> before) {
        return switch (context.engine().catalog().find(object.kind())) {
            case ResourceCatalog.Served(var type) -> write(type.object(object.id()), object, before);
            case ResourceCatalog.NotServed _ ->
                new NotWritten(new ObjectFailure.NotApplied(
                        new ApplyFailure.KindNotServed(object.id(), object.kind(), object.origin())));
            case ResourceCatalog.Undecided(var why) -> unavailable(object, why);
        };
    }

    private Writing write(ObjectRef ref, Manifest object, Optional<Manifest> before) {
        ObjectNode content = labelled(object);
        for (int look = 0; look < LOOKS; look++) {
            switch (context.cluster().get(ref)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    Optional<Writing> written = change(ref, object, content, before, ok.value());
                    if (written.isPresent()) {
                        return written.get();
                    }
                }
                case ApiResult.Refused<ObjectNode> refused
                when refused.isNotFound() -> {
                    Optional<Writing> written = create(ref, object, content);
                    if (written.isPresent()) {
                        return written.get();
                    }
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return refused(object, refused);
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return unavailable(object, unreachable.what());
                }
            }
        }
        return unavailable(object, "the object changed each time it was to be written");
    }

    /** Empty when somebody else was faster. */
    private Optional<Writing> create(ObjectRef ref, Manifest object, ObjectNode content) {
        ClusterApi.ApplyOptions options = new ClusterApi.ApplyOptions(fieldManager(), false, true);
        return switch (context.cluster().apply(ref, content, options)) {
            case ApiResult.Ok<ObjectNode> _ -> Optional.of(new Written(ref, true));
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused -> Optional.of(refused(object, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable -> Optional.of(unavailable(object, unreachable.what()));
        };
    }

    /** Empty when the object has changed since it was read. */
    private Optional<Writing> change(
            ObjectRef ref, Manifest object, ObjectNode content, Optional<Manifest> before, ObjectNode live) {
        Optional<ApplyFailure> claimed =
                context.engine().applier().claimed(object, context.target().owner(), live);
        if (claimed.isPresent()) {
            return Optional.of(new NotWritten(new ObjectFailure.NotApplied(claimed.get())));
        }
        ObjectNode merged = isForced
                ? ThreeWayMerge.replace(content, live)
                : ThreeWayMerge.merge(before.map(Manifest::content).orElse(content), content, live);
        ArrayNode patch = ThreeWayMerge.patch(live, merged);
        if (patch.isEmpty()) {
            return Optional.of(new Written(ref, false));
        }
        return switch (context.cluster().jsonPatch(ref, patch, fieldManager())) {
            case ApiResult.Ok<ObjectNode> _ -> Optional.of(new Written(ref, false));
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused -> Optional.of(refused(object, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable -> Optional.of(unavailable(object, unreachable.what()));
        };
    }

    private ObjectNode labelled(Manifest object) {
        ObjectNode content = object.content().deepCopy();
        ObjectNode labels = content.withObject("/metadata/labels");
        labels.put(
                context.target().owner().nameLabel(), context.target().owner().name());
        labels.put(
                context.target().owner().namespaceLabel(),
                context.target().owner().namespace());
        return content;
    }

    private String fieldManager() {
        return context.engine().profile().fieldManager();
    }

    private static Writing refused(Manifest object, ApiResult.Refused<ObjectNode> refused) {
        SecretMask mask = SecretMask.of(object.content());
        return new NotWritten(new ObjectFailure.NotApplied(new ApplyFailure.Rejected(
                object.id(),
                object.origin(),
                ApplyFailure.Phase.APPLY,
                refused.code(),
                refused.reason(),
                mask.mask(refused.message()),
                mask.mask(refused.causes()))));
    }

    private Writing unavailable(Manifest object, String what) {
        return new NotWritten(new ObjectFailure.NotApplied(
                new ApplyFailure.ClusterUnavailable(what, context.engine().patience(), Optional.of(object.id()))));
    }
}
