package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.ClientWords;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;

/** Deletes objects, and takes the finalizer of hooks off. Only the object that was meant, never one that took its name since. */
final class ObjectRemoval {

    private static final int LOOKS = 4;

    private final ActingCluster cluster;
    private final String fieldManager;

    ObjectRemoval(ActingCluster cluster, String fieldManager) {
        this.cluster = cluster;
        this.fieldManager = fieldManager;
    }

    /** Deletes an object that was looked at before; one that is being deleted already is left alone. */
    ActionOutcome prune(ObjectKey key, ObjectNode seen, Propagation propagation) {
        return ActingCluster.isDeleting(seen)
                ? new ActionOutcome.Done(ClientWords.done(key, "is being deleted already"))
                : delete(key, ActingCluster.uid(seen), propagation);
    }

    /** Deletes the object of a hook, whichever it is. */
    ActionOutcome deleteHook(ObjectKey key, Propagation propagation) {
        return served(key, ref -> switch (cluster.find(ref)) {
            case ActingCluster.Lookup.There(ObjectNode object) -> prune(key, object, propagation);
            case ActingCluster.Lookup.NotThere() -> new ActionOutcome.NotFound();
            case ActingCluster.Lookup.Failed(var outcome) -> outcome;
        });
    }

    /** Deletes the object with that uid. */
    ActionOutcome delete(ObjectKey key, String uid, Propagation propagation) {
        return served(key, ref -> {
            var options = new ClusterApi.DeleteOptions(uid, "", of(propagation));
            return switch (cluster.api().delete(ref, options)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    ActingCluster.objectIn(ok.value())
                            .filter(ActingCluster::isDeleting)
                            .ifPresentOrElse(
                                    going -> cluster.wrote(ref, going),
                                    () -> cluster.view().deleted(key, uid));
                    yield new ActionOutcome.Done(ClientWords.done(key, "deleted"));
                }
                case ApiResult.Refused<ObjectNode> refused
                when refused.isNotFound() -> {
                    cluster.view().deleted(key, uid);
                    yield new ActionOutcome.NotFound();
                }
                case ApiResult.Refused<ObjectNode> refused
                when refused.isConflict() ->
                    new ActionOutcome.Failed(ClientWords.name(key)
                            + " was made anew after it was looked at, so it is not deleted; the next sync looks again");
                case ApiResult.Refused<ObjectNode> refused -> ActingCluster.refused(ref, refused);
                case ApiResult.Unreachable<ObjectNode> unreachable -> ActingCluster.unreachable(unreachable);
            };
        });
    }

    /** Takes the finalizer off by which the object of a hook outlives its deletion. */
    ActionOutcome release(ObjectKey key) {
        return served(key, ref -> {
            ActingCluster.Lookup lookup = cluster.find(ref);
            for (int look = 0; look < LOOKS; look++) {
                switch (lookup) {
                    case ActingCluster.Lookup.NotThere() -> {
                        return new ActionOutcome.NotFound();
                    }
                    case ActingCluster.Lookup.Failed(var outcome) -> {
                        return outcome;
                    }
                    case ActingCluster.Lookup.There(ObjectNode object)
                    when !Metadata.of(object).hasFinalizer(Hook.FINALIZER) -> {
                        return new ActionOutcome.Done(ClientWords.done(key, "unchanged"));
                    }
                    case ActingCluster.Lookup.There(ObjectNode object) -> {
                        switch (cluster.api().mergePatch(ref, withoutFinalizer(object), options())) {
                            case ApiResult.Ok<ObjectNode> ok -> {
                                released(ref, ok.value());
                                return new ActionOutcome.Done(ClientWords.done(key, "patched"));
                            }
                            case ApiResult.Refused<ObjectNode> refused
                            when refused.isNotFound() -> {
                                return new ActionOutcome.NotFound();
                            }
                            case ApiResult.Refused<ObjectNode> refused
                            when refused.isConflict() -> lookup = cluster.ask(ref);
                            case ApiResult.Refused<ObjectNode> refused -> {
                                return ActingCluster.refused(ref, refused, object);
                            }
                            case ApiResult.Unreachable<ObjectNode> unreachable -> {
                                return ActingCluster.unreachable(unreachable);
                            }
                        }
                    }
                }
            }
            return new ActionOutcome.Failed(
                    ClientWords.name(key) + " changed each time its finalizer was to be taken off");
        });
    }

    /** The last finalizer of an object that is being deleted was the last of the object. */
    private void released(ObjectRef ref, ObjectNode answer) {
        if (ActingCluster.isDeleting(answer)
                && answer.at("/metadata/finalizers").isEmpty()) {
            cluster.view().deleted(ActingCluster.key(ref), ActingCluster.uid(answer));
        } else {
            cluster.wrote(ref, answer);
        }
    }

    private ClusterApi.WriteOptions options() {
        return new ClusterApi.WriteOptions(fieldManager, false, ClusterApi.FieldValidation.BY_SERVER);
    }

    private static ObjectNode withoutFinalizer(ObjectNode object) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata")
                .put("resourceVersion", object.at("/metadata/resourceVersion").asText(""));
        ArrayNode kept = metadata.putArray("finalizers");
        for (JsonNode finalizer : object.at("/metadata/finalizers")) {
            if (!finalizer.asText("").equals(Hook.FINALIZER)) {
                kept.add(finalizer);
            }
        }
        return patch;
    }

    private interface Step {
        ActionOutcome on(ObjectRef ref);
    }

    /** A kind that is not served any more took its objects along. */
    private ActionOutcome served(ObjectKey key, Step step) {
        var lookup = cluster.catalog().findPreferred(key.group(), key.kind());
        if (lookup instanceof ResourceCatalog.NotServed) {
            return new ActionOutcome.NotFound();
        }
        return cluster.served(
                lookup,
                "",
                type -> step.on(type.object(new ObjectId(key.group(), key.kind(), key.namespace(), key.name()))));
    }

    private static ClusterApi.Propagation of(Propagation propagation) {
        return switch (propagation) {
            case FOREGROUND -> ClusterApi.Propagation.FOREGROUND;
            case BACKGROUND -> ClusterApi.Propagation.BACKGROUND;
            case ORPHAN -> ClusterApi.Propagation.ORPHAN;
        };
    }
}
