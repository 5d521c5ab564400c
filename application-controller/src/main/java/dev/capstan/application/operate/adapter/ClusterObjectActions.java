package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.operate.ActionContext;
import dev.capstan.application.operate.ClientWords;
import dev.capstan.application.operate.ObjectActions;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.work.BoundedWork;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.apply.ApplyPlan;
import dev.capstan.argo.apply.ClientSideApply;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.ApplyMode;
import dev.capstan.argo.sync.SyncAction;
import dev.capstan.argo.sync.SyncTask;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Carries out what a sync wants done, at most so much at a time for each run and each cluster. */
public final class ClusterObjectActions implements ObjectActions {

    private static final int AT_ONCE = 8;
    private static final int AT_ONCE_IN_A_CLUSTER = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClusterConnections connections;
    private final LiveViews views;
    private final Identities identities;
    private final ClientSideApply clientSide = ClientSideApply.load();
    private final Clock clock;
    private final BiConsumer<String, Throwable> faults;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    /** @param faults hears of faults of our own code: what was being done, and the fault */
    public ClusterObjectActions(
            ClusterConnections connections,
            LiveViews views,
            Identities identities,
            Clock clock,
            BiConsumer<String, Throwable> faults) {
        this.connections = connections;
        this.views = views;
        this.identities = identities;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public Map<SyncAction, ActionOutcome> run(List<SyncAction> actions, ActionContext context) {
        List<ActionOutcome> outcomes = new BoundedWork(AT_ONCE)
                .each(
                        actions,
                        action -> guarded(action.task().key(), context, acting -> act(action, acting, context)),
                        outcome -> false);
        Map<SyncAction, ActionOutcome> byAction = new HashMap<>();
        for (int i = 0; i < actions.size(); i++) {
            byAction.put(actions.get(i), outcomes.get(i));
        }
        return byAction;
    }

    @Override
    public ActionOutcome delete(ObjectKey key, String uid, Propagation propagation, ActionContext context) {
        return guarded(
                key,
                context,
                acting -> new ObjectRemoval(acting, context.fieldManager()).delete(key, uid, propagation));
    }

    @Override
    public ServerDryRun.Answer tryOut(ObjectNode manifest, ActionContext context) {
        List<ObjectNode> made = new ArrayList<>();
        ActionOutcome outcome = guarded(
                ObjectKey.of(manifest),
                context,
                acting -> new ServerTrial(acting, context.fieldManager()).run(manifest, made::add));
        if (made.isEmpty()) {
            return new ServerDryRun.Answer.Refused(
                    outcome instanceof ActionOutcome.Failed(String why) ? why : "it gave no object");
        }
        return new ServerDryRun.Answer.Made(made.getFirst());
    }

    private ActionOutcome act(SyncAction action, ActingCluster acting, ActionContext context) {
        ObjectRemoval removal = new ObjectRemoval(acting, context.fieldManager());
        SyncTask task = action.task();
        return switch (action) {
            case SyncAction.DryRun _ -> dryRun(task, acting);
            case SyncAction.Apply apply ->
                writing(apply.mode(), acting, context).write(task.target().orElseThrow(), context.namespace());
            case SyncAction.Prune prune -> removal.prune(task.key(), task.live().orElseThrow(), prune.propagation());
            case SyncAction.DeleteHook deletion -> removal.deleteHook(task.key(), deletion.propagation());
            case SyncAction.ReleaseHook _ -> removal.release(task.key());
        };
    }

    private ManifestWriting writing(ApplyMode mode, ActingCluster acting, ActionContext context) {
        var options = new ClusterApi.WriteOptions(
                context.fieldManager(),
                false,
                mode.validate() ? ClusterApi.FieldValidation.STRICT : ClusterApi.FieldValidation.IGNORE);
        Recreation recreation = new Recreation(acting, options, clock, context.deadline());
        return new ManifestWriting(acting, clientSide, recreation, mode, context.fieldManager());
    }

    /**
     * Tells what an apply would do, by what is known and without a request, as the dry run of kubectl's client does. The length of
     * annotations is no matter here: the apply may write none.
     */
    private ActionOutcome dryRun(SyncTask task, ActingCluster acting) {
        ObjectNode manifest = task.target().orElseThrow();
        String unserved = ClientWords.notServed(task.key(), task.version());
        return acting.served(acting.type(manifest), unserved, type -> {
            String word = switch (clientSide.plan(manifest, task.live())) {
                case ApplyPlan.Create _ -> "created";
                case ApplyPlan.Nothing _ -> "unchanged";
                case ApplyPlan.Patch _, ApplyPlan.Refused _ -> "configured";
            };
            return new ActionOutcome.Done(ClientWords.done(task.key(), word + " (dry run)"));
        });
    }

    private ActionOutcome guarded(ObjectKey key, ActionContext context, Function<ActingCluster, ActionOutcome> step) {
        Semaphore place =
                places.computeIfAbsent(context.cluster().server(), none -> new Semaphore(AT_ONCE_IN_A_CLUSTER, true));
        place.acquireUninterruptibly();
        try {
            if (!clock.instant().isBefore(context.deadline())) {
                return new ActionOutcome.Failed(ClientWords.name(key)
                        + " was not begun, because the time for this step was over; it is tried again");
            }
            return reached(context, step);
        } catch (RuntimeException | StackOverflowError fault) {
            faults.accept("writing " + key, fault);
            return new ActionOutcome.Failed("an internal error, which is in the log of the controller");
        } finally {
            place.release();
        }
    }

    private ActionOutcome reached(ActionContext context, Function<ActingCluster, ActionOutcome> step) {
        return switch (connections.to(context.cluster())) {
            case ClusterConnections.Connection.Refused(String why) -> new ActionOutcome.Failed(why);
            case ClusterConnections.Connection.Made(ClusterConnection connection) ->
                switch (views.of(context.cluster())) {
                    case LiveViews.Opened.Closed(String why) -> new ActionOutcome.Failed(why);
                    case LiveViews.Opened.Open(LiveView view) -> as(connection, view, context, step);
                };
        };
    }

    private ActionOutcome as(
            ClusterConnection connection,
            LiveView view,
            ActionContext context,
            Function<ActingCluster, ActionOutcome> step) {
        return switch (identities.choose(connection.api(), context.cluster(), context.account())) {
            case Identities.Identity.Nobody(String why) -> new ActionOutcome.Failed(why);
            case Identities.Identity.As(ClusterApi api) ->
                step.apply(new ActingCluster(
                        new PatientCluster(api, clock, PATIENCE, new Cancellation()), connection.catalog(), view));
        };
    }
}
