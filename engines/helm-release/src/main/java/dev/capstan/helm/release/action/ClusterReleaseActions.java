package dev.capstan.helm.release.action;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.InstallOptions;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.RollbackOptions;
import dev.capstan.helm.release.TestOptions;
import dev.capstan.helm.release.UninstallOptions;
import dev.capstan.helm.release.UpgradeOptions;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.SecretStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actions on the releases of a cluster, with one identity. */
public final class ClusterReleaseActions implements ReleaseActions {

    private final ReleaseEngine engine;
    private final ClusterApi api;
    private final ReleaseStorage storage;

    /** @param api the cluster with the identity that writes objects and records */
    public ClusterReleaseActions(ReleaseEngine engine, ClusterApi api) {
        this.engine = engine;
        this.api = api;
        this.storage = new SecretStorage(
                new PatientCluster(api, engine.clock(), engine.patience(), new Cancellation()),
                engine.clock(),
                engine.profile().fieldManager(),
                engine.process());
    }

    @Override
    public StorageResult<ReleaseHistory> history(ReleaseTarget target) {
        return storage.history(target.key());
    }

    @Override
    public StorageResult<ReleaseHistory> read(ReleaseTarget target, ReleaseHistory history, int version) {
        return storage.read(target.key(), history, version);
    }

    @Override
    public ReleaseState state(ReleaseHistory history) {
        return ReleaseState.of(history, engine.holders(), engine.clock().instant());
    }

    @Override
    public ActionOutcome prepare(
            ReleaseTarget target, List<CustomResourceFile> definitions, DefinitionPolicy policy, Duration timeout) {
        return new ChartDefinitions(ActionContext.of(engine, target, api), definitions, policy, timeout).run();
    }

    @Override
    public ActionOutcome install(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, InstallOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _, ReleaseState.Uninstalled _ ->
                revisions(target, history).install(content, options);
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Uninstalling _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot install " + target.key() + ": its uninstallation has not come to its end",
                        "Uninstall it once more; then it can be installed."));
            case ReleaseState.Abandoned _, ReleaseState.Failed _, ReleaseState.Deployed _, ReleaseState.Unsettled _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot install " + target.key() + ": a release of that name is there already", "Upgrade it."));
        };
    }

    @Override
    public ActionOutcome upgrade(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, UpgradeOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _, ReleaseState.Uninstalled _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot upgrade " + target.key() + ": it has no deployed releases", "Install it."));
            case ReleaseState.Uninstalling _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot upgrade " + target.key() + ": its uninstallation has not come to its end",
                        "Uninstall it once more, and install it."));
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Abandoned(var last) ->
                healing(target).after(history, last, healed -> upgrade(target, healed, content, options));
            case ReleaseState.Failed(var last) -> revisions(target, history).upgrade(content, options, last);
            case ReleaseState.Deployed(var last) -> revisions(target, history).upgrade(content, options, last);
            case ReleaseState.Unsettled(var last) -> revisions(target, history).upgrade(content, options, last);
        };
    }

    @Override
    public ActionOutcome rollback(ReleaseTarget target, ReleaseHistory history, int version, RollbackOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot roll back " + target.key() + ": release: not found", "Install it."));
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Abandoned(var last) ->
                healing(target).after(history, last, healed -> rollback(target, healed, version, options));
            case ReleaseState.Uninstalling(var last) ->
                revisions(target, history).rollback(version, options, last);
            case ReleaseState.Uninstalled(var last) ->
                revisions(target, history).rollback(version, options, last);
            case ReleaseState.Failed(var last) -> revisions(target, history).rollback(version, options, last);
            case ReleaseState.Deployed(var last) -> revisions(target, history).rollback(version, options, last);
            case ReleaseState.Unsettled(var last) -> revisions(target, history).rollback(version, options, last);
        };
    }

    @Override
    public ActionOutcome uninstall(ReleaseTarget target, ReleaseHistory history, UninstallOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot uninstall " + target.key() + ": release: not found", "There is nothing to uninstall."));
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Uninstalled(var last) -> uninstallAgain(target, history, options, last);
            case ReleaseState.Abandoned(var last) ->
                healing(target).after(history, last, healed -> uninstall(target, healed, options));
            case ReleaseState.Uninstalling(var last) -> uninstall(target, history, options, last);
            case ReleaseState.Failed(var last) -> uninstall(target, history, options, last);
            case ReleaseState.Deployed(var last) -> uninstall(target, history, options, last);
            case ReleaseState.Unsettled(var last) -> uninstall(target, history, options, last);
        };
    }

    private ActionOutcome uninstall(
            ReleaseTarget target, ReleaseHistory history, UninstallOptions options, StoredRecord last) {
        return new Uninstallation(ActionContext.of(engine, target, api), options, storage, history, last).run();
    }

    /** Only records are left. */
    private ActionOutcome uninstallAgain(
            ReleaseTarget target, ReleaseHistory history, UninstallOptions options, StoredRecord last) {
        if (options.keepsHistory()) {
            return refused(new ActionFailure.NotApplicable(
                    "the release named \"" + target.name() + "\" is already deleted",
                    "There is nothing to uninstall."));
        }
        List<String> notices = new ArrayList<>();
        return RecordPurge.run(storage, target.key(), history, notices)
                .<ActionOutcome>map(failure -> new ActionOutcome.Failed(failure, Optional.of(last.record())))
                .orElseGet(() -> new ActionOutcome.Done(last.record(), notices));
    }

    @Override
    public ActionOutcome test(ReleaseTarget target, ReleaseHistory history, TestOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _, ReleaseState.Uninstalled _, ReleaseState.Uninstalling _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot test " + target.key() + ": it is not installed", "Install it."));
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Abandoned _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot test " + target.key() + ": its last action did not come to its end", "Upgrade it."));
            case ReleaseState.Failed(var last) -> test(target, history, options, last);
            case ReleaseState.Deployed(var last) -> test(target, history, options, last);
            case ReleaseState.Unsettled(var last) -> test(target, history, options, last);
        };
    }

    private ActionOutcome test(ReleaseTarget target, ReleaseHistory history, TestOptions options, StoredRecord last) {
        ActionContext context = ActionContext.of(engine, target, api);
        var objects = FormerObjects.of(context, storage, new ReleaseHistory(List.of(last), List.of()));
        return new TestRun(
                        context,
                        options,
                        history,
                        new RecordJournal(storage, last),
                        List.copyOf(objects.objects().values()),
                        hook -> options.isRun(hook.name()))
                .run();
    }

    @Override
    public ActionOutcome heal(ReleaseTarget target, ReleaseHistory history) {
        return switch (state(history)) {
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Abandoned(var last) ->
                healing(target)
                        .after(
                                history,
                                last,
                                healed -> new ActionOutcome.Done(
                                        healed.last().orElseThrow().record(), List.of(), Optional.of(healed)));
            case ReleaseState.Absent _,
                    ReleaseState.Uninstalled _,
                    ReleaseState.Uninstalling _,
                    ReleaseState.Failed _,
                    ReleaseState.Deployed _,
                    ReleaseState.Unsettled _ ->
                refused(new ActionFailure.NotApplicable(
                        "the last action on " + target.key() + " has come to its end", "There is nothing to heal."));
        };
    }

    private RevisionMaker revisions(ReleaseTarget target, ReleaseHistory history) {
        return new RevisionMaker(ActionContext.of(engine, target, api), storage, history);
    }

    private AbandonedAction healing(ReleaseTarget target) {
        return new AbandonedAction(ActionContext.of(engine, target, api), storage);
    }

    private static ActionOutcome unreadable(ReleaseState.Unreadable state) {
        return refused(new RecordFailure.RecordUnreadable(state));
    }

    private static ActionOutcome refused(ActionFailure failure) {
        return new ActionOutcome.Failed(failure, Optional.empty());
    }
}
