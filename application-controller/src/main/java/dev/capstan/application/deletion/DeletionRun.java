package dev.capstan.application.deletion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.application.deletion.DeletionSite.Live;
import dev.capstan.application.deletion.Finalizers.Stage;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.ObjectActions;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.CascadingDeletion;
import dev.capstan.argo.sync.DeletionApproval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes what belongs to an Application, stage by stage, one finalizer after the other. */
public final class DeletionRun {
    /** When to look again, should no change of the cluster have been heard. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    /** When to try again after a failure. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private final ObjectActions actions;
    private final HookStage hooks;
    private final Clock clock;

    public DeletionRun(ObjectActions actions, Clock clock) {
        this.actions = actions;
        this.hooks = new HookStage(actions, clock);
        this.clock = clock;
    }

    /** How much the next step needs the manifests of hooks. */
    public enum Need {
        NONE,
        /** They tell of which kinds hooks are; without them those that are left stay. */
        HELPFUL,
        /** Without them there is nothing to run. */
        NECESSARY
    }

    /** Whether manifests are needed for what comes next. */
    public static Need manifests(ApplicationObject application) {
        Optional<Stage> stage =
                Finalizers.stages(application.finalizers()).stream().findFirst();
        return stage.map(next -> switch (next) {
                    case Stage.Hooks _ -> Need.NECESSARY;
                    case Stage.HookCleanup _ -> Need.HELPFUL;
                    case Stage.Resources _ -> Need.NONE;
                })
                .orElse(Need.NONE);
    }

    /** Gives up on the objects: all finalizers come off. */
    public static DeletionOutcome abandon(ApplicationObject application, String why) {
        return new DeletionOutcome.Release(Finalizers.all(application.finalizers()), why);
    }

    /**
     * The next step.
     *
     * @param manifests those of hooks, with marks; empty when none are needed
     */
    public DeletionOutcome run(ApplicationObject application, List<ObjectNode> manifests, DeletionSite site) {
        Optional<Stage> stage =
                Finalizers.stages(application.finalizers()).stream().findFirst();
        if (stage.isEmpty()) {
            return new DeletionOutcome.Release(Set.of(), "");
        }
        return switch (stage.get()) {
            case Stage.Hooks step -> hooks.run(step, manifests, site);
            case Stage.HookCleanup step -> hooks.cleanUp(step, site);
            case Stage.Resources step -> delete(step, application, site);
        };
    }

    private DeletionOutcome delete(Stage.Resources stage, ApplicationObject application, DeletionSite site) {
        ObjectKey self = new ObjectKey("argoproj.io", "Application", application.namespace(), application.name());
        SyncOptions options =
                new SyncOptions(Optional.ofNullable(application.spec().syncPolicy())
                        .map(SyncPolicy::syncOptions)
                        .orElse(List.of()));
        boolean isApproved = DeletionApproval.isGiven(
                application.annotation(DeletionApproval.ANNOTATION),
                application.deletedAt().orElse(Instant.MAX));
        List<ObjectKey> before = List.of();
        while (true) {
            Map<ObjectKey, Live> live = site.live();
            List<ObjectNode> contents =
                    live.values().stream().map(Live::content).toList();
            switch (CascadingDeletion.next(contents, self, options, isApproved)) {
                case CascadingDeletion.Step.Delete(List<ObjectKey> keys) -> {
                    if (keys.equals(before)) {
                        return waiting(
                                "waiting for the deletion of " + keys.getFirst().display() + " to be seen");
                    }
                    before = keys;
                    List<String> failures = delete(keys, live, stage.propagation(), site);
                    if (!failures.isEmpty()) {
                        return failed(String.join("; ", failures));
                    }
                }
                case CascadingDeletion.Step.Wait wait -> {
                    return waiting(wait.message());
                }
                case CascadingDeletion.Step.Confirm(ObjectKey object) -> {
                    return new DeletionOutcome.Waiting(
                            "waiting for approval of the deletion of " + object.display() + ": set the annotation "
                                    + DeletionApproval.ANNOTATION + " of the application to the present time",
                            Optional.empty());
                }
                case CascadingDeletion.Step.Done _ -> {
                    return new DeletionOutcome.Release(stage.finalizers(), "");
                }
            }
        }
    }

    private List<String> delete(
            List<ObjectKey> keys, Map<ObjectKey, Live> live, Propagation propagation, DeletionSite site) {
        List<String> failures = new ArrayList<>();
        for (ObjectKey key : keys) {
            Live object = live.get(key);
            if (object != null
                    && actions.delete(key, object.uid(), propagation, site.context())
                            instanceof ActionOutcome.Failed(String message)) {
                failures.add(key.display() + ": " + message);
            }
        }
        return failures;
    }

    private DeletionOutcome waiting(String message) {
        return new DeletionOutcome.Waiting(message, Optional.of(clock.instant().plus(LOOK_AGAIN)));
    }

    private DeletionOutcome failed(String message) {
        return new DeletionOutcome.Failed(message, clock.instant().plus(RETRY));
    }
}
