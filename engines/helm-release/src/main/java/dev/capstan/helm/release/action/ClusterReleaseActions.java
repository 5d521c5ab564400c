package dev.capstan.helm.release.action;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.InstallOptions;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.RollbackOptions;
import dev.capstan.helm.release.TestOptions;
import dev.capstan.helm.release.UninstallOptions;
import dev.capstan.helm.release.UpgradeOptions;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.SecretStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
    public ReleaseState state(ReleaseHistory history) {
        return ReleaseState.of(history, engine.holders(), engine.clock().instant());
    }

    @Override
    public ActionOutcome prepare(
            ReleaseTarget target, List<CustomResourceFile> definitions, DefinitionPolicy policy, Duration timeout) {
        return new Definitions(ActionContext.of(engine, target, api), definitions, policy, timeout).run();
    }

    @Override
    public ActionOutcome install(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, InstallOptions options) {
        return switch (state(history)) {
            case ReleaseState.Absent _ -> install(target, history, content, options, 1);
            case ReleaseState.Uninstalled(var last) ->
                install(target, history, content, options, last.record().version() + 1);
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

    private ActionOutcome install(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, InstallOptions options, int version) {
        ActionContext context = ActionContext.of(engine, target, api);
        ReleaseRecord record =
                ReleaseRecord.install(target.revision(version), content, options.method(), context.now());
        String done = options.description().isEmpty() ? "Install complete" : options.description();
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_INSTALL,
                                        HookEvent.POST_INSTALL,
                                        done,
                                        "failed %s: ",
                                        "Release \"%s\" failed: ",
                                        false),
                                options.waiting(),
                                options.takesOwnership(),
                                options.createsNamespace(),
                                false,
                                options.maxHistory(),
                                options.labels()));
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
                afterHealing(target, history, last, healed -> upgrade(target, healed, content, options));
            case ReleaseState.Failed(var last) -> upgrade(target, history, content, options, last);
            case ReleaseState.Deployed(var last) -> upgrade(target, history, content, options, last);
            case ReleaseState.Unsettled(var last) -> upgrade(target, history, content, options, last);
        };
    }

    private ActionOutcome upgrade(
            ReleaseTarget target,
            ReleaseHistory history,
            ReleaseContent content,
            UpgradeOptions options,
            StoredRecord last) {
        ActionContext context = ActionContext.of(engine, target, api);
        ReleaseRecord current = history.deployed().orElse(last).record();
        ReleaseRecord record = ReleaseRecord.upgrade(
                target.revision(last.record().version() + 1),
                content,
                options.apply().after(last.record().applyMethod()),
                current.firstDeployed().orElse(context.now()),
                context.now());
        Map<String, String> labels = new HashMap<>(last.labels());
        labels.putAll(options.labels());
        String done = options.description().isEmpty() ? "Upgrade complete" : options.description();
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_UPGRADE,
                                        HookEvent.POST_UPGRADE,
                                        done,
                                        "%s hooks failed: ",
                                        "Upgrade \"%s\" failed: ",
                                        options.cleansUp()),
                                options.waiting(),
                                options.takesOwnership(),
                                false,
                                options.isForced(),
                                options.maxHistory(),
                                labels));
    }

    @Override
    public ActionOutcome rollback(ReleaseTarget target, ReleaseHistory history, int version, RollbackOptions options) {
        Optional<StoredRecord> to = history.revision(version);
        return switch (state(history)) {
            case ReleaseState.Absent _ ->
                refused(new ActionFailure.NotApplicable(
                        "cannot roll back " + target.key() + ": release: not found", "Install it."));
            case ReleaseState.Held held -> new ActionOutcome.Held(held);
            case ReleaseState.Unreadable unreadable -> unreadable(unreadable);
            case ReleaseState.Abandoned(var last) ->
                afterHealing(target, history, last, healed -> rollback(target, healed, version, options));
            case ReleaseState.Uninstalling(var last) -> rollback(target, history, to, version, options, last);
            case ReleaseState.Uninstalled(var last) -> rollback(target, history, to, version, options, last);
            case ReleaseState.Failed(var last) -> rollback(target, history, to, version, options, last);
            case ReleaseState.Deployed(var last) -> rollback(target, history, to, version, options, last);
            case ReleaseState.Unsettled(var last) -> rollback(target, history, to, version, options, last);
        };
    }

    private ActionOutcome rollback(
            ReleaseTarget target,
            ReleaseHistory history,
            Optional<StoredRecord> to,
            int version,
            RollbackOptions options,
            StoredRecord last) {
        if (to.isEmpty()) {
            return refused(new ActionFailure.NotApplicable(
                    "cannot roll back " + target.key() + ": release has no " + version + " version",
                    "Choose one of the revisions that are still stored."));
        }
        ActionContext context = ActionContext.of(engine, target, api);
        String done = "Rollback to " + version;
        ReleaseRecord record = to.get()
                .record()
                .rolledBackTo(
                        last.record(),
                        context.now(),
                        options.apply().after(to.get().record().applyMethod()),
                        done);
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_ROLLBACK,
                                        HookEvent.POST_ROLLBACK,
                                        done,
                                        "",
                                        "Rollback \"%s\" failed: ",
                                        options.cleansUp()),
                                options.waiting(),
                                true,
                                false,
                                options.isForced(),
                                options.maxHistory(),
                                to.get().labels()));
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
                afterHealing(target, history, last, healed -> uninstall(target, healed, options));
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
        return RecordPurge.run(storage, target.key(), history)
                .<ActionOutcome>map(failure -> new ActionOutcome.Failed(failure, Optional.of(last.record())))
                .orElseGet(() -> new ActionOutcome.Done(last.record(), List.of()));
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
            case ReleaseState.Failed(var last) -> test(target, options, last);
            case ReleaseState.Deployed(var last) -> test(target, options, last);
            case ReleaseState.Unsettled(var last) -> test(target, options, last);
        };
    }

    private ActionOutcome test(ReleaseTarget target, TestOptions options, StoredRecord last) {
        ActionContext context = ActionContext.of(engine, target, api);
        var objects = FormerObjects.of(context, new ReleaseHistory(List.of(last), List.of()));
        return new TestRun(
                        context,
                        options,
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
                afterHealing(
                        target,
                        history,
                        last,
                        healed -> new ActionOutcome.Done(
                                healed.last().orElseThrow().record(), List.of()));
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

    /** Whoever deletes hooks has written the record before, so that one who was believed dead is refused first. */
    private ActionOutcome afterHealing(
            ReleaseTarget target,
            ReleaseHistory history,
            StoredRecord last,
            Function<ReleaseHistory, ActionOutcome> then) {
        ActionContext context = ActionContext.of(engine, target, api);
        HookSweep sweep = HookSweep.of(context, last.record());
        StorageResult<StoredRecord> claimed =
                sweep.isEmpty() ? new StorageResult.Done<>(last) : storage.update(last, last.record());
        return switch (claimed) {
            case StorageResult.Done<StoredRecord>(StoredRecord ours) -> {
                List<String> left = sweep.run();
                context.ended(new ActionOutcome.Done(ours.record(), left));
                yield failed(history, ours, left, then);
            }
            case StorageResult<StoredRecord> other ->
                refused(RecordJournal.failure(other).orElseThrow());
        };
    }

    private ActionOutcome failed(
            ReleaseHistory history,
            StoredRecord abandoned,
            List<String> left,
            Function<ReleaseHistory, ActionOutcome> then) {
        String words = "The process that ran this action ended before it; it was left as "
                + abandoned.record().status().word()
                + (left.isEmpty() ? "" : "; hooks that are left: " + String.join("; ", left));
        StorageResult<StoredRecord> result =
                storage.update(abandoned, abandoned.record().with(ReleaseStatus.FAILED, words));
        return result instanceof StorageResult.Done<StoredRecord>(StoredRecord healed)
                ? then.apply(history.with(healed))
                : refused(RecordJournal.failure(result).orElseThrow());
    }

    private static ActionOutcome unreadable(ReleaseState.Unreadable state) {
        return refused(new ActionFailure.RecordUnreadable(state));
    }

    private static ActionOutcome refused(ActionFailure failure) {
        return new ActionOutcome.Failed(failure, Optional.empty());
    }
}
