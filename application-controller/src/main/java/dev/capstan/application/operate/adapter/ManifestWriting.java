package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.ClientWords;
import dev.capstan.application.operate.HandOver;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ClusterApi.FieldValidation;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.argo.apply.ApplyPlan;
import dev.capstan.argo.apply.ClientSideApply;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.ApplyMode;
import java.util.Optional;
import java.util.Set;

/** Brings one manifest to a cluster, in the way that its options ask for. One request, unless somebody else is at the object. */
final class ManifestWriting {

    private static final int LOOKS = 4;

    private final ActingCluster cluster;
    private final ClientSideApply clientSide;
    private final Recreation recreation;
    private final ApplyMode mode;
    private final String fieldManager;

    ManifestWriting(
            ActingCluster cluster,
            ClientSideApply clientSide,
            Recreation recreation,
            ApplyMode mode,
            String fieldManager) {
        this.cluster = cluster;
        this.clientSide = clientSide;
        this.recreation = recreation;
        this.mode = mode;
        this.fieldManager = fieldManager;
    }

    /** What came of one look at the object: an outcome, or that somebody else was faster. */
    private sealed interface Step {
        record Over(ActionOutcome outcome) implements Step {}

        record Again() implements Step {}
    }

    /**
     * Writes a manifest.
     *
     * @param namespace for objects that name none
     */
    ActionOutcome write(ObjectNode given, String namespace) {
        Metadata metadata = Metadata.of(given);
        if (metadata.name().isEmpty()) {
            return new ActionOutcome.Failed(
                    "a " + metadata.kind()
                            + " without a name cannot be applied; give it a name, or make it a hook, which may have generateName");
        }
        ObjectKey key = ObjectKey.of(given);
        String unserved = ClientWords.notServed(key, metadata.version());
        return cluster.served(cluster.type(given), unserved, type -> write(given, type, namespace));
    }

    private ActionOutcome write(ObjectNode given, ResourceType type, String namespace) {
        Metadata metadata = Metadata.of(given);
        ObjectNode manifest = given;
        String place = metadata.namespace().isEmpty() ? namespace : metadata.namespace();
        if (type.isNamespaced() && metadata.namespace().isEmpty()) {
            manifest = given.deepCopy();
            manifest.withObject("/metadata").put("namespace", place);
        }
        ObjectRef ref =
                type.object(new ObjectId(type.kind().group(), type.kind().kind(), place, metadata.name()));
        return write(ref, manifest);
    }

    private ActionOutcome write(ObjectRef ref, ObjectNode manifest) {
        boolean needsLive = mode.way() != ApplyMode.Way.SERVER_SIDE_APPLY || mode.migratesOwnership();
        ActingCluster.Lookup lookup = needsLive ? cluster.find(ref) : new ActingCluster.Lookup.NotThere();
        for (int look = 0; look < LOOKS; look++) {
            if (lookup instanceof ActingCluster.Lookup.Failed(var outcome)) {
                return outcome;
            }
            Optional<ObjectNode> live =
                    lookup instanceof ActingCluster.Lookup.There(var there) ? Optional.of(there) : Optional.empty();
            Step step = switch (mode.way()) {
                case CLIENT_SIDE_APPLY -> applyClientSide(ref, manifest, live);
                case SERVER_SIDE_APPLY -> applyServerSide(ref, manifest, live);
                case REPLACE, UPDATE, CREATE -> replace(ref, manifest, live);
            };
            if (step instanceof Step.Over(ActionOutcome outcome)) {
                return outcome;
            }
            lookup = cluster.ask(ref);
        }
        return new ActionOutcome.Failed(
                ClientWords.name(ActingCluster.key(ref)) + " was changed by somebody else each of " + LOOKS
                        + " times that it was to be written; look who changes it all the time");
    }

    private Step applyClientSide(ObjectRef ref, ObjectNode manifest, Optional<ObjectNode> live) {
        return switch (clientSide.plan(manifest, live)) {
            case ApplyPlan.Nothing() -> over(ref, "unchanged");
            case ApplyPlan.Refused(String message) -> new Step.Over(new ActionOutcome.Failed(message));
            case ApplyPlan.Create(ObjectNode content) ->
                done(ref, cluster.api().create(ref, content, options()), "created", content, live);
            case ApplyPlan.Patch patch -> {
                ObjectNode versioned = patch.at(
                        live.orElseThrow().at("/metadata/resourceVersion").asText(""));
                yield done(
                        ref, cluster.api().mergePatch(ref, versioned, options()), "configured", anew(manifest), live);
            }
        };
    }

    /** What is made when the object has to be made anew. */
    private ObjectNode anew(ObjectNode manifest) {
        return clientSide.plan(manifest, Optional.empty()) instanceof ApplyPlan.Create(ObjectNode content)
                ? content
                : manifest;
    }

    private Step applyServerSide(ObjectRef ref, ObjectNode manifest, Optional<ObjectNode> live) {
        Optional<ArrayNode> migration = mode.migratesOwnership()
                ? live.flatMap(new TakeOver(fieldManager, Set.of("kubectl-client-side-apply"), false, false)::patch)
                : Optional.empty();
        if (migration.isPresent()
                && cluster.api().jsonPatch(ref, migration.get(), fieldManager)
                        instanceof ApiResult.Refused<ObjectNode> refused) {
            return refused.isConflict() || refused.isNotFound()
                    ? new Step.Again()
                    : new Step.Over(ActingCluster.refused(ref, refused, manifest));
        }
        var options = new ClusterApi.ApplyOptions(fieldManager, false, false, true, validation());
        return done(ref, cluster.api().apply(ref, manifest, options), "serverside-applied", manifest, live);
    }

    private Step replace(ObjectRef ref, ObjectNode manifest, Optional<ObjectNode> live) {
        if (live.isEmpty()) {
            return done(ref, cluster.api().create(ref, manifest, options()), "created", manifest, live);
        }
        if (mode.force() && mode.way() != ApplyMode.Way.UPDATE) {
            return new Step.Over(recreation.replace(ref, manifest, live.get()));
        }
        ObjectNode versioned = manifest.deepCopy();
        versioned
                .withObject("/metadata")
                .put(
                        "resourceVersion",
                        live.get().at("/metadata/resourceVersion").asText(""));
        return done(ref, cluster.api().replace(ref, versioned, options()), "replaced", manifest, live);
    }

    private Step done(
            ObjectRef ref, ApiResult<ObjectNode> result, String word, ObjectNode content, Optional<ObjectNode> live) {
        return switch (result) {
            case ApiResult.Ok<ObjectNode> ok -> {
                cluster.wrote(ref, handedOver(ref, ok.value()));
                yield over(ref, word);
            }
            case ApiResult.Refused<ObjectNode> refused when isChanged(refused, live) -> new Step.Again();
            case ApiResult.Refused<ObjectNode> refused
            when mode.force() && isImmutable(refused) && live.isPresent() ->
                new Step.Over(recreation.replace(ref, content, live.get()));
            case ApiResult.Refused<ObjectNode> refused ->
                new Step.Over(
                        live.isPresent()
                                ? ActingCluster.refused(ref, refused, content, live.get())
                                : ActingCluster.refused(ref, refused, content));
            case ApiResult.Unreachable<ObjectNode> unreachable -> new Step.Over(ActingCluster.unreachable(unreachable));
        };
    }

    /** The object without the marks of who it was taken over from; they are taken off at the next sync when that fails. */
    private ObjectNode handedOver(ObjectRef ref, ObjectNode written) {
        return HandOver.patch(written)
                                .map(patch -> cluster.api().mergePatch(ref, patch, options()))
                                .orElse(new ApiResult.Unreachable<>("nothing was asked"))
                        instanceof ApiResult.Ok<ObjectNode> ok
                ? ok.value()
                : written;
    }

    /** Whether the object is another than the one that was looked at. */
    private static boolean isChanged(ApiResult.Refused<ObjectNode> refused, Optional<ObjectNode> live) {
        return refused.reason().equals("Conflict")
                || (refused.reason().equals("AlreadyExists") && live.isEmpty())
                || (refused.isNotFound() && live.isPresent());
    }

    private static boolean isImmutable(ApiResult.Refused<ObjectNode> refused) {
        return refused.code() == 422;
    }

    private static Step over(ObjectRef ref, String word) {
        return new Step.Over(new ActionOutcome.Done(ClientWords.done(ActingCluster.key(ref), word)));
    }

    private ClusterApi.WriteOptions options() {
        return new ClusterApi.WriteOptions(fieldManager, false, validation());
    }

    private FieldValidation validation() {
        return mode.validate() ? FieldValidation.STRICT : FieldValidation.IGNORE;
    }
}
