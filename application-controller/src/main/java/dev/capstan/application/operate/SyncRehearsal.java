package dev.capstan.application.operate;

import dev.capstan.application.compare.ComparedApplication;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.apply.ApplyPlan;
import dev.capstan.argo.apply.ClientSideApply;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.Decision;
import dev.capstan.argo.sync.LiveState;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncMachine;
import dev.capstan.argo.sync.SyncSettings;
import dev.capstan.argo.sync.SyncState;
import dev.capstan.argo.sync.SyncTask;
import dev.capstan.argo.sync.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync would do: the same steps as {@link OperationRun} takes, of which each is only noted and counts as done, and whatever is
 * waited for as having come. Nothing is written.
 */
public final class SyncRehearsal {
    /** More steps than waves and phases of any sync. */
    private static final int MOST_STEPS = 10_000;

    private final ClientSideApply clientSide = ClientSideApply.load();

    /** What happens to an object. */
    public enum Deed {
        /** It is not there. */
        CREATE,
        /** It is, and differs. */
        CHANGE,
        /** It is put in place of what is there, whether that differs or not. */
        REPLACE,
        /** It is in no source any more. */
        DELETE,
        /** It is a hook. */
        RUN
    }

    /**
     * What would happen.
     *
     * @param deeds by object, in their order
     * @param failure why the sync would fail, before it does anything or because of it; empty when it would not
     */
    public record Rehearsed(Map<ObjectKey, Deed> deeds, Optional<String> failure) {
        /** Nothing would happen. */
        public static final Rehearsed NOTHING = new Rehearsed(Map.of(), Optional.empty());

        /** Keeps the order. */
        public Rehearsed {
            deeds = Collections.unmodifiableMap(new LinkedHashMap<>(deeds));
        }

        /** The same, with a reason why it fails. */
        public Rehearsed failing(String why) {
            return new Rehearsed(deeds, Optional.of(why));
        }
    }

    /** Goes through a sync. */
    public Rehearsed of(
            ApplicationObject application,
            OperationProgress progress,
            OperationProgress.Result result,
            SyncSettings settings,
            ComparedApplication compared,
            Destination destination) {
        var machine = new SyncMachine(
                OperationRun.plan(application, progress, result, settings, compared, destination), settings);
        Map<ObjectKey, Deed> deeds = new LinkedHashMap<>();
        Map<ObjectKey, LiveState> after = new HashMap<>();
        LiveStates now = new LiveStates(destination.view(), destination.health());
        SyncState state = SyncState.of(result.resources());
        boolean hasWaited = false;
        for (int i = 0; i < MOST_STEPS; i++) {
            Turn turn = machine.next(state, task -> after.getOrDefault(task.key(), settled(now.apply(task))));
            state = turn.state();
            switch (turn.decision()) {
                case Decision.Run run -> {
                    hasWaited = false;
                    List<SyncAction> actions = new ArrayList<>(run.actions());
                    actions.forEach(action -> note(action, deeds, after));
                    Map<SyncAction, ActionOutcome> done = new HashMap<>();
                    actions.forEach(action -> done.put(action, new ActionOutcome.Done("")));
                    state = machine.record(state, done);
                }
                case Decision.Wait wait -> {
                    if (hasWaited) {
                        return new Rehearsed(deeds, Optional.of("it would wait: " + wait.message()));
                    }
                    hasWaited = true;
                }
                case Decision.End end -> {
                    return new Rehearsed(
                            deeds, Optional.of(end.message()).filter(_ -> end.phase() != OperationPhase.SUCCEEDED));
                }
            }
        }
        return new Rehearsed(deeds, Optional.of("it has more than " + MOST_STEPS + " steps"));
    }

    private void note(SyncAction action, Map<ObjectKey, Deed> deeds, Map<ObjectKey, LiveState> after) {
        SyncTask task = action.task();
        switch (action) {
            case SyncAction.DryRun _, SyncAction.ReleaseHook _ -> {}
            case SyncAction.Apply apply -> {
                deed(apply).ifPresent(deed -> deeds.put(task.key(), deed));
                after.put(task.key(), new LiveState.Present(false, false, Optional.of(Health.healthy(""))));
            }
            case SyncAction.Prune _ -> {
                deeds.put(task.key(), Deed.DELETE);
                after.put(task.key(), new LiveState.Absent());
            }
            case SyncAction.DeleteHook _ -> {
                deeds.putIfAbsent(task.key(), Deed.RUN);
                after.put(task.key(), new LiveState.Absent());
            }
        }
    }

    private Optional<Deed> deed(SyncAction.Apply apply) {
        SyncTask task = apply.task();
        if (task.isHook()) {
            return Optional.of(Deed.RUN);
        }
        if (task.live().isEmpty()) {
            return Optional.of(Deed.CREATE);
        }
        return switch (apply.mode().way()) {
            case CLIENT_SIDE_APPLY ->
                clientSide.plan(task.target().orElseThrow(), task.live()) instanceof ApplyPlan.Nothing
                        ? Optional.empty()
                        : Optional.of(Deed.CHANGE);
            case SERVER_SIDE_APPLY -> Optional.of(Deed.CHANGE).filter(_ -> task.isModified());
            case REPLACE, UPDATE, CREATE -> Optional.of(Deed.REPLACE);
        };
    }

    /** What is there already is waited for no longer than it takes to become healthy. */
    private static LiveState settled(LiveState live) {
        return live instanceof LiveState.Present present
                ? new LiveState.Present(
                        present.isDeleting(), present.hasHookFinalizer(), Optional.of(Health.healthy("")))
                : live;
    }
}
