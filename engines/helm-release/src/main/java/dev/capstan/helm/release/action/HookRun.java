package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ObjectFailure;
import dev.capstan.helm.release.ReadinessRules;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.RecordedHook.LastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs the hooks of one event, one after the other by weight and name: deletes what is left of the last time, creates
 * the object, and waits until it has done its work. Afterwards objects are deleted as their policies say.
 */
final class HookRun {

    private static final Comparator<RecordedHook> ORDER =
            Comparator.comparingLong(RecordedHook::weight).thenComparing(RecordedHook::name);

    private final ActionContext context;
    private final RecordJournal journal;
    private final HookEvent event;
    private final Duration timeout;
    private final ReadinessRules rules;
    private final Masks masks;
    private final List<String> notices;
    private final ObjectRemoval removal;
    private final ObjectWaits waits;

    HookRun(
            ActionContext context,
            RecordJournal journal,
            HookEvent event,
            Duration timeout,
            ReadinessRules rules,
            Masks masks,
            List<String> notices) {
        this.context = context;
        this.journal = journal;
        this.event = event;
        this.timeout = timeout;
        this.rules = rules;
        this.masks = masks;
        this.notices = notices;
        this.removal = context.removal(ClusterApi.Propagation.BACKGROUND);
        this.waits = new ObjectWaits(context.engine().managed());
    }

    /** All hooks of the event. */
    StepResult run() {
        return run(hook -> true);
    }

    /** Those hooks of the event that are wanted. */
    StepResult run(Predicate<RecordedHook> isWanted) {
        List<RecordedHook> hooks = journal.record().hooks().stream()
                .filter(hook -> hook.events().contains(event) && isWanted.test(hook))
                .sorted(ORDER)
                .toList();
        List<ActionStep> steps = new ArrayList<>();
        for (int place = 0; place < hooks.size(); place++) {
            RecordedHook hook = hooks.get(place);
            List<RecordedHook> before = hooks.subList(0, place);
            steps.add(() -> deleted(hook, RecordedHook.BEFORE_CREATION));
            steps.add(() -> started(hook, before));
        }
        for (RecordedHook hook : hooks.reversed()) {
            steps.add(() -> ended(hook));
        }
        return new StepResult.Next(steps);
    }

    private StepResult started(RecordedHook hook, List<RecordedHook> before) {
        Instant startedAt = context.now();
        journal.note(record ->
                record.with(hook.position(), new LastRun(Optional.of(startedAt), Optional.empty(), HookPhase.RUNNING)));
        Optional<ActionFailure> unsaved = journal.save();
        if (unsaved.isPresent()) {
            return StepResult.failed(unsaved.get());
        }
        return switch (context.texts().read("the " + event.word() + " hook " + hook.path(), hook.manifest())) {
            case ManifestText.Invalid(var failure) -> notRun(hook, failure);
            case ManifestText.Objects(var objects) -> {
                List<ObjectRef> refs = new ArrayList<>();
                for (Manifest object : objects) {
                    switch (created(object)) {
                        case Created(ObjectRef ref) -> refs.add(ref);
                        case Impossible(String why) ->
                            notices.add("the " + event.word() + " hook " + hook.path() + " ("
                                    + object.id().display() + ") was not run: " + why);
                        case Refused(ActionFailure failure) -> {
                            yield failed(hook, before, startedAt, object.id(), failure);
                        }
                    }
                }
                yield awaited(hook, before, startedAt, objects, refs);
            }
        };
    }

    private sealed interface Creation {}

    private record Created(ObjectRef ref) implements Creation {}

    private record Refused(ActionFailure failure) implements Creation {}

    /** It will never be created, and what it would do for the objects that are deleted does not matter any more. */
    private record Impossible(String why) implements Creation {}

    private Creation created(Manifest object) {
        return switch (context.engine().catalog().find(object.kind())) {
            case ResourceCatalog.Served(var type) -> created(object, type.object(object.id()));
            case ResourceCatalog.NotServed _
            when isUninstallation() -> new Impossible("its kind is not served any more");
            case ResourceCatalog.NotServed _ ->
                new Refused(new ObjectFailure.NotApplied(
                        new ApplyFailure.KindNotServed(object.id(), object.kind(), object.origin())));
            case ResourceCatalog.Undecided(var why) -> new Refused(ObjectFailure.Refused.undecided(object.id(), why));
        };
    }

    private Creation created(Manifest object, ObjectRef ref) {
        ClusterApi.ApplyOptions options =
                new ClusterApi.ApplyOptions(context.engine().profile().fieldManager(), false, false);
        return switch (context.cluster().apply(ref, object.content(), options)) {
            case ApiResult.Ok<ObjectNode> _ -> new Created(ref);
            case ApiResult.Refused<ObjectNode> refused
            when isUninstallation() && isNamespaceEnding(refused) ->
                new Impossible("the namespace " + ref.namespace() + " is being deleted, or is gone");
            case ApiResult.Refused<ObjectNode> refused -> {
                Explanation words = new Refusal(
                                ref.id(), refused.code(), refused.reason(), masks.hide(refused.message()), List.of())
                        .explain();
                yield new Refused(new ObjectFailure.Refused(
                        ref.id(), ref.id().display() + ": " + words.sentence(), words.advice(), refused.isTransient()));
            }
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                new Refused(new ObjectFailure.Refused(
                        ref.id(),
                        ref.id().display() + ": " + unreachable.what(),
                        "Nothing to do: it goes on when the API server answers again.",
                        true));
        };
    }

    /**
     * A namespace that ends takes no new objects, and often waits for this very uninstallation, as the custom resource of
     * the release lives in it.
     */
    private static boolean isNamespaceEnding(ApiResult.Refused<ObjectNode> refused) {
        return (refused.isNotFound() && refused.message().contains("namespaces \""))
                || refused.causes().stream().anyMatch(cause -> cause.reason().equals("NamespaceTerminating"))
                || refused.message().contains("because it is being terminated");
    }

    private boolean isUninstallation() {
        return event == HookEvent.PRE_DELETE || event == HookEvent.POST_DELETE;
    }

    private StepResult awaited(
            RecordedHook hook,
            List<RecordedHook> before,
            Instant startedAt,
            List<Manifest> objects,
            List<ObjectRef> refs) {
        Map<ObjectId, HealthAssessor> whenDone = new HashMap<>();
        objects.forEach(object -> HookRules.of(object).ifPresent(rule -> whenDone.put(object.id(), rule)));
        Set<ObjectRef> awaited =
                refs.stream().filter(ref -> whenDone.containsKey(ref.id())).collect(Collectors.toSet());
        if (awaited.isEmpty()) {
            return succeeded(hook, startedAt);
        }
        ObjectId first = awaited.iterator().next().id();
        // Nobody makes a hook anew that somebody has deleted.
        Set<ObjectId> ids = whenDone.keySet();
        HealthWaitRequest request = switch (rules) {
            case KSTATUS -> new HealthWaitRequest(awaited, timeout, true, whenDone, Set.of(), ids);
            case HELM_3 -> new HealthWaitRequest(awaited, timeout, true, whenDone, ids);
        };
        return new StepResult.Wait(
                context.engine().managed().awaitHealth(request),
                "the " + event.word() + " hook " + hook.path() + " (" + first.display() + ") to run to its end",
                outcome -> outcome instanceof HealthOutcome.Healthy
                        ? succeeded(hook, startedAt)
                        : failed(hook, before, startedAt, first, reason(outcome)));
    }

    private ActionFailure reason(HealthOutcome outcome) {
        return ObjectWaits.notReady(outcome)
                .orElseThrow(() -> new IllegalStateException("A hook that is done has not failed"));
    }

    private StepResult succeeded(RecordedHook hook, Instant startedAt) {
        journal.note(record -> record.with(
                hook.position(), new LastRun(Optional.of(startedAt), Optional.of(context.now()), HookPhase.SUCCEEDED)));
        return StepResult.done();
    }

    private StepResult failed(
            RecordedHook hook, List<RecordedHook> before, Instant startedAt, ObjectId object, ActionFailure cause) {
        journal.note(record -> record.with(
                hook.position(), new LastRun(Optional.of(startedAt), Optional.of(context.now()), HookPhase.FAILED)));
        String log = new HookLog(context.api(), masks).of(hook, object.namespace());
        List<ActionStep> cleanup = new ArrayList<>();
        cleanup.add(() -> deleted(hook, RecordedHook.FAILED));
        before.forEach(earlier -> cleanup.add(() -> deleted(earlier, RecordedHook.SUCCEEDED)));
        return new StepResult.Failed(new ActionFailure.HookFailed(event, object, hook.path(), cause, log), cleanup);
    }

    /** What is done with a hook that succeeded, when all have. */
    private StepResult ended(RecordedHook hook) {
        if (hook.logPolicies().contains(RecordedHook.SUCCEEDED)) {
            String log =
                    new HookLog(context.api(), masks).of(hook, context.target().namespace());
            if (!log.isEmpty()) {
                notices.add("output of the hook " + hook.path() + ":\n" + log);
            }
        }
        return deleted(hook, RecordedHook.SUCCEEDED);
    }

    /** Deletes the object of a hook and waits until it is gone, when its policies say so at that moment. */
    private StepResult deleted(RecordedHook hook, String when) {
        // With a definition, everything of its kind would go.
        if (!hook.isDeleted(when) || hook.kind().equals("CustomResourceDefinition")) {
            return StepResult.done();
        }
        return switch (context.texts().read("the hook " + hook.path(), hook.manifest())) {
            case ManifestText.Invalid(var failure) ->
                isUninstallation() ? StepResult.done() : StepResult.failed(failure);
            case ManifestText.Objects(var objects) -> deleted(objects, when);
        };
    }

    /** Nothing will ever make it legible: the chart that an uninstallation works on is the one that is recorded. */
    private StepResult notRun(RecordedHook hook, ActionFailure illegible) {
        if (!isUninstallation()) {
            return StepResult.failed(illegible);
        }
        notices.add("the " + event.word() + " hook " + hook.path() + " was not run: " + illegible.message());
        return StepResult.done();
    }

    private StepResult deleted(List<Manifest> objects, String when) {
        List<ObjectWaits.Leaving> leaving = new ArrayList<>();
        for (Manifest object : objects) {
            switch (removal.removeHook(object, context.marks())) {
                case ObjectRemoval.NotThere _ -> {}
                case ObjectRemoval.Kept(ObjectId id, String why) -> {
                    if (when.equals(RecordedHook.BEFORE_CREATION)) {
                        return StepResult.failed(inTheWay(id, why));
                    }
                }
                case ObjectRemoval.Accepted(ObjectRef ref, String uid) ->
                    leaving.add(new ObjectWaits.Leaving(ref, uid));
                case ObjectRemoval.Failed(var failure) -> {
                    return StepResult.failed(failure);
                }
            }
        }
        return leaving.isEmpty() ? StepResult.done() : waits.gone(leaving, timeout);
    }

    private static ActionFailure inTheWay(ObjectId id, String why) {
        return new ObjectFailure.Refused(
                id,
                id.display() + " is in the way of a hook: " + why,
                "Give the hook another name in the chart, or delete the object.",
                false);
    }
}
