package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Action;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Change;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.WaitOptions;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.object.UninstallOrder;
import dev.capstan.helm.release.record.ApplyMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the objects of a revision to the cluster, and takes away those that are not wanted any more. */
final class ObjectChanges {

    private final ActionContext context;
    private final ObjectSet objects;
    private final ApplyMethod method;
    private final boolean isForced;
    private final List<String> notices;
    private final ObjectRemoval removal;
    private final List<ObjectRef> applied = new ArrayList<>();
    private final Set<ObjectId> created = new LinkedHashSet<>();

    ObjectChanges(
            ActionContext context, ObjectSet objects, ApplyMethod method, boolean isForced, List<String> notices) {
        this.context = context;
        this.objects = objects;
        this.method = method;
        this.isForced = isForced;
        this.notices = notices;
        this.removal = context.removal(ClusterApi.Propagation.BACKGROUND);
    }

    /** Why an object that is new to the release cannot become its; empty when all can, or are not there yet. */
    Optional<ActionFailure> notOwned() {
        for (Manifest object : objects.added()) {
            Optional<ActionFailure> failure = switch (context.engine().catalog().find(object.kind())) {
                case ResourceCatalog.Served(var type) -> notOwned(object, type);
                case ResourceCatalog.NotServed _ -> Optional.empty();
                case ResourceCatalog.Undecided(var why) ->
                    Optional.of(ObjectFailure.Refused.undecided(object.id(), why));
            };
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<ActionFailure> notOwned(Manifest object, ResourceType type) {
        ObjectRef ref = type.object(object.id());
        return switch (context.cluster().get(ref)) {
            case ApiResult.Ok<ObjectNode> ok ->
                context.marks().foreign(ok.value()).map(why -> new ObjectFailure.NotOwned(object.id(), why));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused -> Optional.of(refused(object, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                Optional.of(new ObjectFailure.Refused(
                        object.id(),
                        object.id().display() + ": " + unreachable.what(),
                        "Nothing to do: it goes on when the API server answers again.",
                        true));
        };
    }

    private static ActionFailure refused(Manifest object, ApiResult.Refused<ObjectNode> refused) {
        var words = Refusal.of(object.id(), refused).explain();
        return new ObjectFailure.Refused(
                object.id(),
                "could not get information about the resource " + object.id().display() + ": " + words.sentence(),
                words.advice(),
                refused.isTransient());
    }

    /** Applies all that is wanted. */
    StepResult apply() {
        return switch (method) {
            case SERVER_SIDE -> applyServerSide();
            case CLIENT_SIDE -> applyClientSide();
        };
    }

    private StepResult applyServerSide() {
        ApplyRequest request = ApplyRequest.builder(context.target().owner(), objects.wanted())
                .profile(context.engine().profile())
                .actor(context.engine().profile().fieldManager())
                .patience(context.engine().patience())
                .build();
        ApplyOutcome outcome =
                context.engine().applier().apply(request, context.api(), InventoryJournal.none(), new Cancellation());
        context.record().add(outcome.record());
        outcome.changes().changes().stream()
                .filter(change -> change.action() == Action.CREATED)
                .map(Change::id)
                .forEach(created::add);
        outcome.notices().forEach(notice -> notices.add(notice.toString()));
        return switch (outcome) {
            case ApplyOutcome.Applied done -> {
                applied.addAll(done.waitable());
                yield StepResult.done();
            }
            case ApplyOutcome.ApplyFailed failed -> StepResult.failed(new ObjectFailure.NotApplied(failed.failures()));
        };
    }

    private StepResult applyClientSide() {
        ClientSideApply writer = new ClientSideApply(context, isForced);
        for (Manifest object : context.engine().profile().order().sorted(objects.wanted())) {
            switch (writer.write(object, objects.beforeOf(object))) {
                case ClientSideApply.Written(ObjectRef ref, boolean isCreated) -> {
                    applied.add(ref);
                    if (isCreated) {
                        created.add(object.id());
                    }
                }
                case ClientSideApply.NotWritten(ActionFailure failure) -> {
                    return StepResult.failed(failure);
                }
            }
        }
        return StepResult.done();
    }

    /** How many objects are wanted. */
    int count() {
        return objects.wanted().size();
    }

    /** Deletes what is not wanted any more. */
    StepResult removeGone() {
        for (Manifest object : UninstallOrder.of(objects.gone(context.engine().catalog()))) {
            switch (removal.removeOwned(object)) {
                case ObjectRemoval.NotThere _, ObjectRemoval.Accepted _ -> {}
                case ObjectRemoval.Kept(ObjectId id, String why) -> notices.add(id.display() + " was kept: " + why);
                case ObjectRemoval.Failed(var failure) -> {
                    return StepResult.failed(failure);
                }
            }
        }
        return StepResult.done();
    }

    /** Waits until what was applied is ready. */
    StepResult awaitReady(WaitOptions options) {
        return options.isAwaited()
                ? new ObjectWaits(context.engine().managed()).ready(objects.wanted(), applied, options)
                : StepResult.done();
    }

    /** Deletes what this action has created. */
    StepResult removeCreated() {
        Set<Manifest> made = objects.wanted().stream()
                .filter(object -> created.contains(object.id()))
                .collect(Collectors.toSet());
        for (Manifest object : UninstallOrder.of(List.copyOf(made))) {
            if (removal.removeOwned(object) instanceof ObjectRemoval.Failed(var failure)) {
                notices.add("not cleaned up: " + failure.message());
            }
        }
        return StepResult.done();
    }
}
