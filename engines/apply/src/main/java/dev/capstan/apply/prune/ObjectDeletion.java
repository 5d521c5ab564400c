package dev.capstan.apply.prune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Action;
import dev.capstan.apply.Change;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.Observation;
import dev.capstan.apply.watch.ObservedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The deletion of one recorded object: looks at it, decides, and deletes exactly what it has looked at. When the
 * object changed between the look and the deletion, it looks again.
 */
final class ObjectDeletion {

    private static final int LOOKS = 6;

    private static final String NOT_SHOWN = "the API server refuses it, in words that may hold values of the Secret";
    private static final Pattern RIGHTS_OF_A_SECRET = Pattern.compile("secrets \"[^\"]*\" is forbidden: User \"");

    private final RecordedObject entry;
    private final ObjectRef object;
    private final PruneRequest request;
    private final PatientCluster cluster;
    private final ManagedObjects managed;
    private final Residents residents;

    ObjectDeletion(
            RecordedObject entry,
            ObjectRef object,
            PruneRequest request,
            PatientCluster cluster,
            ManagedObjects managed,
            Residents residents) {
        this.entry = entry;
        this.object = object;
        this.request = request;
        this.cluster = cluster;
        this.managed = managed;
        this.residents = residents;
    }

    PruneResult run() {
        return switch (managed.observe(object)) {
            case Observation.Present(var known) -> deleteUnlessKept(known, LOOKS - 1);
            // What is forgotten here stays in the cluster for ever: that it is gone is not just remembered.
            case Observation.NotManaged _, Observation.Unknown _ -> lookAndDelete(LOOKS - 1);
        };
    }

    private PruneResult lookAndDelete(int moreLooks) {
        return switch (cluster.get(object)) {
            case ApiResult.Ok<ObjectNode> ok -> deleteUnlessKept(managed.asked(object, ok.value()), moreLooks);
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> notThere();
            case ApiResult.Refused<ObjectNode> refused -> refused(refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unavailable(unreachable);
        };
    }

    private PruneResult deleteUnlessKept(ObservedObject live, int moreLooks) {
        if (!request.isPreview()) {
            managed.released(object, request.owner());
        }
        Optional<String> reasonToKeep = KeepChecks.reasonToKeep(live, request.owner());
        if (reasonToKeep.isPresent()) {
            return new PruneResult.Finished(change(Action.SKIPPED, reasonToKeep.get()));
        }
        return BrakeChecks.isReleased(live) ? deleteOrPreview(live, moreLooks) : deleteUnlessBraked(live, moreLooks);
    }

    private PruneResult deleteUnlessBraked(ObservedObject live, int moreLooks) {
        Optional<String> obstacle = BrakeChecks.obstacle(live, request.owner(), request.brake());
        if (obstacle.isPresent()) {
            return kept(obstacle.get());
        }
        return switch (residents.of(live.id())) {
            case Residents.Look.Seen(var others) ->
                BrakeChecks.obstacle(live, others).map(this::kept).orElseGet(() -> deleteOrPreview(live, moreLooks));
            case Residents.Look.NotSeen(var why, var isTransient)
            when isTransient ->
                new PruneResult.Refused(new PruneOutcome.Blocked(
                        entry.id(), "what would go with it could not be looked at: " + why, true));
            case Residents.Look.NotSeen(var why, var _) -> kept("what would go with it could not be looked at: " + why);
        };
    }

    private PruneResult kept(String obstacle) {
        return new PruneResult.Kept(
                change(Action.SKIPPED, obstacle),
                new PruneOutcome.Blocked(entry.id(), BrakeChecks.withWayOut(obstacle), false));
    }

    private PruneResult deleteOrPreview(ObservedObject live, int moreLooks) {
        if (request.isPreview()) {
            return new PruneResult.Finished(change(Action.DELETED, "preview"));
        }
        return live.isDeleting()
                ? new PruneResult.StillTerminating(blocked(live.finalizers()))
                : delete(live, moreLooks);
    }

    private PruneResult delete(ObservedObject live, int moreLooks) {
        return switch (cluster.delete(object, new ClusterApi.DeleteOptions(live.uid(), live.resourceVersion()))) {
            case ApiResult.Ok<ObjectNode> ok -> accepted(ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> notThere();
            case ApiResult.Refused<ObjectNode> refused
            when refused.isConflict() && moreLooks > 0 -> lookAndDelete(moreLooks - 1);
            case ApiResult.Refused<ObjectNode> refused -> refused(refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> unavailable(unreachable);
        };
    }

    private static PruneResult unavailable(ApiResult.Unreachable<ObjectNode> unreachable) {
        return new PruneResult.Unavailable("the API server is not available: " + unreachable.what());
    }

    private PruneResult notThere() {
        managed.released(object, request.owner());
        return new PruneResult.NotThere();
    }

    private PruneResult accepted(JsonNode answer) {
        JsonNode metadata = answer.path("metadata");
        List<String> finalizers = new ArrayList<>();
        metadata.path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        if (entry.id().isKind("", "Namespace")) {
            answer.path("spec").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        }
        if (!metadata.hasNonNull("deletionTimestamp") || finalizers.isEmpty()) {
            return new PruneResult.Finished(change(Action.DELETED, ""));
        }
        PruneOutcome.Blocked blocked = blocked(finalizers);
        return new PruneResult.Accepted(change(Action.TERMINATING, blocked.why()), blocked);
    }

    private PruneOutcome.Blocked blocked(Collection<String> finalizers) {
        String why = finalizers.isEmpty()
                ? "is being deleted"
                : "is being deleted and waits for " + String.join(", ", finalizers);
        return new PruneOutcome.Blocked(entry.id(), why, true);
    }

    private PruneResult refused(ApiResult.Refused<ObjectNode> refused) {
        Explanation words = visible(refused).explainDeletion();
        String reason = refused.reason().isEmpty() ? "" : " (" + refused.reason() + ")";
        return new PruneResult.Refused(new PruneOutcome.Blocked(
                entry.id(),
                "deletion failed" + reason + ": " + words.sentence() + ". " + words.advice(),
                refused.isTransient()));
    }

    /** What others say about a Secret may hold its values, and nothing is known here by which to mask them. */
    private Refusal visible(ApiResult.Refused<ObjectNode> refused) {
        boolean mayHoldValues = entry.id().isKind("", "Secret")
                && !RIGHTS_OF_A_SECRET.matcher(refused.message()).lookingAt();
        return mayHoldValues
                ? new Refusal(entry.id(), refused.code(), refused.reason(), NOT_SHOWN, List.of())
                : Refusal.of(entry.id(), refused);
    }

    private Change change(Action action, String note) {
        return new Change(entry.id(), entry.version(), action, note, SourcePosition.unknown());
    }
}
