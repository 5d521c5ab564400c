package dev.capstan.application.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.deletion.DeletionSite.Live;
import dev.capstan.application.deletion.Finalizers.Stage;
import dev.capstan.application.operate.ObjectActions;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.ApplyMode;
import dev.capstan.argo.sync.DeletionHooks;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncTask;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the hooks of a deletion, and removes those that ran. */
final class HookStage {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    /** More steps are not taken at once; each of them but the last one makes or deletes something. */
    private static final int MOST_STEPS = 10;

    private final ObjectActions actions;
    private final Clock clock;

    HookStage(ObjectActions actions, Clock clock) {
        this.actions = actions;
        this.clock = clock;
    }

    DeletionOutcome run(Stage.Hooks stage, List<ObjectNode> manifests, DeletionSite site) {
        for (int i = 0; i < MOST_STEPS; i++) {
            Map<ObjectKey, Live> live = site.live();
            Optional<DeletionOutcome> outcome = carryOut(
                    DeletionHooks.run(stage.type(), manifests, contents(live), site.health()::assess),
                    stage,
                    live,
                    site);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return waiting("waiting for " + stage.type() + " hooks to be seen");
    }

    DeletionOutcome cleanUp(Stage.HookCleanup stage, DeletionSite site) {
        for (int i = 0; i < MOST_STEPS; i++) {
            Map<ObjectKey, Live> live = site.live();
            Optional<DeletionOutcome> outcome = carryOut(
                    DeletionHooks.cleanUp(stage.type(), contents(live), site.health()::assess), stage, live, site);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return waiting("waiting for the deletion of " + stage.type() + " hooks to be seen");
    }

    private Optional<DeletionOutcome> carryOut(
            DeletionHooks.Step step, Stage stage, Map<ObjectKey, Live> live, DeletionSite site) {
        return switch (step) {
            case DeletionHooks.Step.Create(List<ObjectNode> hooks) -> failure(create(hooks, site));
            case DeletionHooks.Step.Delete(List<ObjectKey> hooks) -> failure(delete(hooks, live, site));
            case DeletionHooks.Step.Retry(List<ObjectKey> failed, String message) -> {
                delete(failed, live, site);
                yield failure(Optional.of(message));
            }
            case DeletionHooks.Step.Wait(String message) -> Optional.of(waiting(message));
            case DeletionHooks.Step.Done _ -> Optional.of(new DeletionOutcome.Release(stage.finalizers(), ""));
        };
    }

    private Optional<String> create(List<ObjectNode> hooks, DeletionSite site) {
        List<SyncAction> creations = hooks.stream()
                .map(this::named)
                .<SyncAction>map(hook -> new SyncAction.Apply(
                        new SyncTask(
                                ObjectKey.of(hook),
                                SyncPhase.SYNC,
                                Optional.of(hook),
                                Optional.empty(),
                                SyncWave.of(hook),
                                Hook.of(hook),
                                true,
                                false),
                        new ApplyMode(ApplyMode.Way.CREATE, false, true, false)))
                .toList();
        return firstFailure(actions.run(creations, site.context()).entrySet().stream()
                .map(entry -> Map.entry(entry.getKey().task().key(), entry.getValue()))
                .toList());
    }

    /** A hook that has only the beginning of a name gets one of which there is one each second. */
    private ObjectNode named(ObjectNode hook) {
        Metadata metadata = Metadata.of(hook);
        if (!metadata.name().isEmpty()) {
            return hook;
        }
        ObjectNode named = hook.deepCopy();
        named.withObject("/metadata")
                .put("name", metadata.generateName() + clock.instant().getEpochSecond());
        return named;
    }

    private Optional<String> delete(List<ObjectKey> hooks, Map<ObjectKey, Live> live, DeletionSite site) {
        return firstFailure(live.entrySet().stream()
                .filter(entry -> hooks.contains(entry.getKey()))
                .map(entry -> Map.entry(
                        entry.getKey(),
                        actions.delete(entry.getKey(), entry.getValue().uid(), Propagation.FOREGROUND, site.context())))
                .toList());
    }

    private static Optional<String> firstFailure(List<Map.Entry<ObjectKey, ActionOutcome>> outcomes) {
        return outcomes.stream()
                .filter(entry -> entry.getValue() instanceof ActionOutcome.Failed)
                .map(entry -> entry.getKey().display() + ": " + ((ActionOutcome.Failed) entry.getValue()).message())
                .findFirst();
    }

    private static Map<ObjectKey, ObjectNode> contents(Map<ObjectKey, Live> live) {
        Map<ObjectKey, ObjectNode> contents = new LinkedHashMap<>();
        live.forEach((key, object) -> contents.put(key, object.content()));
        return contents;
    }

    private Optional<DeletionOutcome> failure(Optional<String> message) {
        return message.map(
                why -> new DeletionOutcome.Failed(why, clock.instant().plus(DeletionRun.RETRY)));
    }

    private DeletionOutcome waiting(String message) {
        return new DeletionOutcome.Waiting(message, Optional.of(clock.instant().plus(LOOK_AGAIN)));
    }
}
