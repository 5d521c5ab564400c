package dev.capstan.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.drift.TakeOver;
import dev.capstan.apply.policy.IgnoredFields;
import dev.capstan.apply.policy.ObjectPolicy;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.Observation;
import dev.capstan.apply.watch.ObservedObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings single objects to their manifest: decides from what is known whether a request is needed at all, applies,
 * takes over fields of kubectl. One instance serves one apply.
 */
final class ObjectWriter {

    /** What is to be done with an object. */
    sealed interface Verdict {}

    /** Nothing: it matches, or a policy says so. */
    record Nothing(ObjectOutcome.Handled outcome) implements Verdict {}

    /** It is written; {@code before} is empty when it does not exist as far as is known. */
    record Write(PreparedObject object, Optional<ObservedObject> before) implements Verdict {}

    /** It is not to be written, or it could not be found out. */
    record Undecided(ObjectOutcome.Failed outcome) implements Verdict {}

    private static final int CONFLICT_RETRIES = 3;

    private final ApplyRequest request;
    private final PatientCluster cluster;
    private final ManagedObjects managed;
    private final TakeOver takeOver;
    private final ImmutableChanges immutables;
    private final ForeignClaims claims;

    ObjectWriter(
            ApplyRequest request,
            PatientCluster cluster,
            ManagedObjects managed,
            Replacement replacement,
            ForeignClaims claims) {
        this.request = request;
        this.cluster = cluster;
        this.managed = managed;
        this.takeOver = request.profile().takeOver();
        this.immutables = new ImmutableChanges(request, cluster, managed, replacement);
        this.claims = claims;
    }

    /** Decides what is to be done, without a request as far as the watch knows the object. */
    Verdict decide(PreparedObject object) {
        if (object.policy().isLeftAlone()) {
            managed.released(object.ref(), request.owner());
            return nothing(object, Action.SKIPPED, "its policy says to leave it alone", Optional.empty());
        }
        if (request.verification() == Verification.REMEMBERED
                && managed.hasExpired(object.ref(), object.expectation())) {
            return nothing(
                    object, Action.UNCHANGED, "it has done its work, and its time to live is over", Optional.empty());
        }
        return switch (managed.observe(object.ref())) {
            case Observation.Present present -> decideExisting(object, present.object());
            case Observation.NotManaged _ -> new Write(object, Optional.empty());
            case Observation.Unknown _ -> decideByAsking(object);
        };
    }

    private Verdict decideByAsking(PreparedObject object) {
        return switch (cluster.get(object.ref())) {
            case ApiResult.Ok<ObjectNode> ok -> decideExisting(object, managed.asked(object.ref(), ok.value()));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new Write(object, Optional.empty());
            // Who may not read may still write: the apply itself will tell.
            case ApiResult.Refused<ObjectNode> refused
            when !refused.isTransient() -> new Write(object, Optional.empty());
            case ApiResult.Refused<ObjectNode> refused ->
                new Undecided(ObjectOutcome.Failed.refused(object, ApplyFailure.Phase.APPLY, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                new Undecided(ObjectOutcome.Failed.unavailable(object, unreachable.what(), request.patience()));
        };
    }

    private Verdict decideExisting(PreparedObject manifest, ObservedObject live) {
        boolean wasApplied = managed.wasApplied(live, request.owner());
        PreparedObject object = Precedence.isToBeRecorded(live, wasApplied) ? manifest.existingBefore() : manifest;
        if (live.policy().isLeftAlone()) {
            managed.released(object.ref(), request.owner());
            return nothing(
                    object, Action.SKIPPED, "the object in the cluster says to leave it alone", Optional.of(live));
        }
        if (object.policy().ssa() == ObjectPolicy.Ssa.IF_NOT_PRESENT) {
            managed.released(object.ref(), request.owner());
            return nothing(object, Action.SKIPPED, "it exists, and is only created when absent", Optional.of(live));
        }
        Optional<String> application = live.isOwnedBy(request.owner())
                ? Optional.empty() // It was ours first.
                : live.claim().flatMap(claims::living);
        if (application.isPresent()) {
            return new Undecided(new ObjectOutcome.Failed(
                    object,
                    new ApplyFailure.OwnedByApplication(
                            object.id(), application.get(), object.manifest().origin())));
        }
        boolean isToBeSent = request.verification() == Verification.SENT || live.isDeleting();
        if (!isToBeSent && isMatching(object, live)) {
            managed.confirmed(object.ref(), live, object.expectation());
            return nothing(object, Action.UNCHANGED, "", Optional.of(live));
        }
        return new Write(object, Optional.of(live));
    }

    private boolean isMatching(PreparedObject object, ObservedObject live) {
        if (live.isTakeOverNeeded() && !isMerge(object, live)) {
            return false;
        }
        return managed.isAsApplied(live, object.expectation())
                || live.ownership().matches(object.content())
                || (!object.ignored().isEmpty()
                        && live.ownership().matches(IgnoredFields.without(object.content(), object.ignored())));
    }

    /** Tries a write without doing it. */
    ObjectOutcome dryRun(Write write) {
        PreparedObject object = write.object();
        Optional<ObservedObject> before = write.before();
        ObjectNode content = contentFor(object, before);
        return switch (cluster.apply(object.ref(), content, options(true, before.isEmpty()))) {
            case ApiResult.Ok<ObjectNode> ok -> {
                ObservedObject after = managed.examine(object.ref(), ok.value());
                boolean isSame = before.isPresent()
                        && before.get().ownership().equals(after.ownership())
                        && !before.get().ownership().isNone()
                        && (!after.isTakeOverNeeded() || isMerge(object, after));
                yield new ObjectOutcome.Handled(
                        object, isSame ? Action.UNCHANGED : Action.CONFIGURED, "", before, Optional.of(after));
            }
            case ApiResult.Refused<ObjectNode> refused
            when isAlreadyThere(refused, before) -> decideAgain(object, this::dryRun);
            case ApiResult.Refused<ObjectNode> refused ->
                immutables.refused(object, before, ApplyFailure.Phase.DRY_RUN, refused);
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                ObjectOutcome.Failed.unavailable(object, unreachable.what(), request.patience());
        };
    }

    /** Writes. */
    ObjectOutcome write(Write write) {
        managed.writing(write.object().ref());
        return write(write, CONFLICT_RETRIES);
    }

    private ObjectOutcome write(Write write, int retries) {
        PreparedObject object = write.object();
        Optional<ObservedObject> before = write.before();
        ObjectNode content = contentFor(object, before);
        return switch (cluster.apply(object.ref(), content, options(false, before.isEmpty()))) {
            case ApiResult.Ok<ObjectNode> ok -> applied(object, content, before, ok);
            case ApiResult.Refused<ObjectNode> refused
            when isAlreadyThere(refused, before) -> {
                managed.abandoned(object.ref());
                yield decideAgain(object, this::write);
            }
            case ApiResult.Refused<ObjectNode> refused
            when isWriteConflict(refused) && retries > 0 -> write(write, retries - 1);
            case ApiResult.Refused<ObjectNode> refused -> {
                ObjectOutcome outcome = immutables.refused(object, before, ApplyFailure.Phase.APPLY, refused);
                if (outcome instanceof ObjectOutcome.Failed) {
                    managed.abandoned(object.ref());
                }
                yield outcome;
            }
            case ApiResult.Unreachable<ObjectNode> unreachable -> {
                managed.abandoned(object.ref());
                yield ObjectOutcome.Failed.unavailable(object, unreachable.what(), request.patience());
            }
        };
    }

    private ObjectOutcome applied(
            PreparedObject object,
            ObjectNode content,
            Optional<ObservedObject> before,
            ApiResult.Ok<ObjectNode> answer) {
        ObjectNode current = answer.value();
        boolean isTakenOver = false;
        if (!isMerge(object, managed.examine(object.ref(), current))) {
            Optional<ArrayNode> patch = takeOver.patch(current);
            if (patch.isPresent()) {
                isTakenOver = true;
                switch (takeOver(object, content, patch.get())) {
                    case ApiResult.Ok<ObjectNode> ok -> current = ok.value();
                    case ApiResult.Refused<ObjectNode> refused -> {
                        managed.abandoned(object.ref());
                        return ObjectOutcome.Failed.refused(object, ApplyFailure.Phase.TAKE_OVER, refused);
                    }
                    case ApiResult.Unreachable<ObjectNode> unreachable -> {
                        managed.abandoned(object.ref());
                        return ObjectOutcome.Failed.unavailable(object, unreachable.what(), request.patience());
                    }
                }
            }
        }
        ObservedObject after = managed.settled(object.ref(), current, object.expectation());
        boolean isSame = !isTakenOver
                && before.isPresent()
                && before.get().uid().equals(after.uid())
                && before.get().ownership().equals(after.ownership());
        Action action = answer.isCreated() ? Action.CREATED : isSame ? Action.UNCHANGED : Action.CONFIGURED;
        String note = isTakenOver ? "fields set with kubectl were taken over" : "";
        return new ObjectOutcome.Handled(object, action, note, before, Optional.of(after));
    }

    /** Moves the fields to us, then applies once more so that those which Git does not name go. */
    private ApiResult<ObjectNode> takeOver(PreparedObject object, ObjectNode content, ArrayNode patch) {
        ArrayNode operations = patch;
        for (int attempt = 0; ; attempt++) {
            ApiResult<ObjectNode> patched = cluster.jsonPatch(
                    object.ref(), operations, request.profile().fieldManager());
            if (patched instanceof ApiResult.Ok<ObjectNode>) {
                return cluster.apply(object.ref(), content, options(false, false));
            }
            boolean isOutdated = patched instanceof ApiResult.Refused<ObjectNode> refused && refused.isConflict();
            if (!isOutdated || attempt >= CONFLICT_RETRIES) {
                return patched;
            }
            ApiResult<ObjectNode> fresh = cluster.get(object.ref());
            if (!(fresh instanceof ApiResult.Ok<ObjectNode> ok)) {
                return fresh;
            }
            Optional<ArrayNode> again = takeOver.patch(ok.value());
            if (again.isEmpty()) {
                return fresh;
            }
            operations = again.get();
        }
    }

    private ObjectOutcome decideAgain(PreparedObject object, Function<Write, ObjectOutcome> step) {
        return switch (decideByAsking(object)) {
            case Nothing nothing -> nothing.outcome();
            case Write again when again.before().isPresent() -> step.apply(again);
            case Write _ ->
                new ObjectOutcome.Failed(
                        object,
                        new ApplyFailure.Rejected(
                                object.id(),
                                object.manifest().origin(),
                                ApplyFailure.Phase.APPLY,
                                409,
                                "Conflict",
                                "the object appeared and vanished while it was applied",
                                List.of()));
            case Undecided undecided -> undecided.outcome();
        };
    }

    private ObjectNode contentFor(PreparedObject object, Optional<ObservedObject> before) {
        if (before.isEmpty() || object.ignored().isEmpty()) {
            return object.content();
        }
        return cluster.get(object.ref()) instanceof ApiResult.Ok<ObjectNode> ok
                ? IgnoredFields.adopt(
                        object.content(),
                        ok.value(),
                        object.ignored(),
                        request.profile().fieldManager())
                : object.content();
    }

    private ClusterApi.ApplyOptions options(boolean isDryRun, boolean isCreateOnly) {
        return new ClusterApi.ApplyOptions(request.profile().fieldManager(), isDryRun, isCreateOnly);
    }

    private static boolean isMerge(PreparedObject object, ObservedObject live) {
        return object.policy().ssa() == ObjectPolicy.Ssa.MERGE || live.policy().ssa() == ObjectPolicy.Ssa.MERGE;
    }

    private static boolean isAlreadyThere(ApiResult.Refused<ObjectNode> refused, Optional<ObservedObject> before) {
        return before.isEmpty() && refused.isConflict() && refused.reason().equals("Conflict");
    }

    private static boolean isWriteConflict(ApiResult.Refused<ObjectNode> refused) {
        return refused.isConflict()
                && refused.reason().equals("Conflict")
                && refused.message().contains("has been modified");
    }

    private static Verdict nothing(PreparedObject object, Action action, String note, Optional<ObservedObject> live) {
        return new Nothing(new ObjectOutcome.Handled(object, action, note, live, live));
    }
}
