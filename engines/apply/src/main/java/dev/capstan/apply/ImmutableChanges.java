package dev.capstan.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.ObservedObject;
import java.util.Optional;

/** Changes that the API server refuses because a field must not change. The object is made again where that is allowed. */
final class ImmutableChanges {

    private final ApplyRequest request;
    private final PatientCluster cluster;
    private final ManagedObjects managed;
    private final Replacement replacement;

    ImmutableChanges(ApplyRequest request, PatientCluster cluster, ManagedObjects managed, Replacement replacement) {
        this.request = request;
        this.cluster = cluster;
        this.managed = managed;
        this.replacement = replacement;
    }

    /** What becomes of a refused change: a replacement where that is allowed, else the failure in its best words. */
    ObjectOutcome refused(
            PreparedObject object,
            Optional<ObservedObject> before,
            ApplyFailure.Phase phase,
            ApiResult.Refused<ObjectNode> refused) {
        if (before.isEmpty() || !Immutability.isSuspected(refused)) {
            return ObjectOutcome.Failed.refused(object, phase, refused);
        }
        boolean mayReplace = request.force()
                || object.policy().isForced()
                || before.get().policy().isForced();
        boolean isRefusedAsNew = mayReplace && !Immutability.isStated(refused) && !isAcceptedAsNew(object);
        if (mayReplace && !isRefusedAsNew) {
            return phase == ApplyFailure.Phase.DRY_RUN
                    ? new ObjectOutcome.Handled(object, Action.CONFIGURED, "", before, before)
                    : replace(object, before.get());
        }
        return Immutability.isStated(refused)
                ? new ObjectOutcome.Failed(object, immutable(object, phase, refused))
                : ObjectOutcome.Failed.refused(object, phase, refused);
    }

    private ObjectOutcome replace(PreparedObject object, ObservedObject before) {
        Optional<ApplyFailure> obstacle = replacement.delete(object, before);
        if (obstacle.isPresent()) {
            return new ObjectOutcome.Failed(object, obstacle.get());
        }
        return switch (cluster.apply(
                object.ref(),
                object.content(),
                new ClusterApi.ApplyOptions(request.profile().fieldManager(), false, false))) {
            case ApiResult.Ok<ObjectNode> ok -> {
                ObservedObject after = managed.settled(object.ref(), ok.value(), object.expectation());
                yield new ObjectOutcome.Handled(
                        object,
                        Action.CREATED,
                        "replaced, because an immutable field changed",
                        Optional.of(before),
                        Optional.of(after));
            }
            case ApiResult.Refused<ObjectNode> again ->
                ObjectOutcome.Failed.refused(object, ApplyFailure.Phase.REPLACE, again);
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                ObjectOutcome.Failed.unavailable(object, unreachable.what(), request.patience());
        };
    }

    /** Whether the manifest itself is fine, so that only the existing object stands in its way. */
    private boolean isAcceptedAsNew(PreparedObject object) {
        String name = "capstan-check-" + Long.toHexString(System.nanoTime());
        ObjectNode content = object.content().deepCopy();
        content.withObject("/metadata").put("name", name);
        ObjectRef elsewhere = new ObjectRef(object.ref().type(), object.ref().namespace(), name);
        return cluster.apply(
                        elsewhere,
                        content,
                        new ClusterApi.ApplyOptions(request.profile().fieldManager(), true, true))
                instanceof ApiResult.Ok<ObjectNode>;
    }

    private ApplyFailure immutable(
            PreparedObject object, ApplyFailure.Phase phase, ApiResult.Refused<ObjectNode> refused) {
        ObjectNode live = cluster.get(object.ref()) instanceof ApiResult.Ok<ObjectNode> ok
                ? ok.value()
                : object.content().objectNode();
        SecretMask mask = SecretMask.of(object.content(), object.manifest().content(), live);
        return new ApplyFailure.ImmutableField(
                object.id(),
                object.manifest().origin(),
                phase,
                refused.reason(),
                mask.mask(refused.message()),
                mask.mask(refused.causes()),
                Immutability.changes(refused, live, object.content(), mask));
    }
}
