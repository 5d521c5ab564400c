package dev.capstan.helmrelease.run;

import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.InstallOptions;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.RollbackOptions;
import dev.capstan.helm.release.RunningAction;
import dev.capstan.helm.release.TestOptions;
import dev.capstan.helm.release.UninstallOptions;
import dev.capstan.helm.release.UpgradeOptions;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.Holders;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.Holder;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import dev.capstan.helmrelease.state.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Releases in memory: actions end at once, fail or wait, as a test says. */
public final class FakeReleaseActions implements ReleaseActions {

    /** How the next actions end. */
    public enum Fate {
        SUCCEEDS,
        FAILS,
        FAILS_BEFORE_IT_BEGINS,
        WAITS,
        /** Another tool writes the record meanwhile. */
        IS_OVERTAKEN,
        /** The storage does not answer any more when it has ended. */
        SUCCEEDS_BEFORE_AN_OUTAGE
    }

    public final List<String> calls = new ArrayList<>();
    private final Map<ReleaseKey, List<ReleaseRecord>> records = new HashMap<>();
    private Fate fate = Fate.SUCCEEDS;
    private HookPhase testPhase = HookPhase.SUCCEEDED;
    private boolean isAway;
    private int mostRead = Integer.MAX_VALUE;
    private boolean isDamaged;
    private boolean isCleaningUp;
    private boolean isCancelled;
    private Runnable callback = () -> {};

    public void nextActions(Fate next) {
        fate = next;
    }

    public void tests(HookPhase phase) {
        testPhase = phase;
    }

    public void storageIsAway(boolean away) {
        isAway = away;
    }

    /** Of older revisions a history only says that they are there. */
    public void historiesHold(int newest) {
        mostRead = newest;
    }

    /** What a history does not hold cannot be read, either. */
    public void oldRevisionsAreDamaged() {
        isDamaged = true;
    }

    /** Actions that are given up wait once more, for what they clean up. */
    public void cleansUpWhenGivenUp() {
        isCleaningUp = true;
    }

    /** Somebody stored a release there. */
    public void store(ReleaseKey key, ReleaseRecord record) {
        all(key).add(record);
    }

    public List<String> stored(ReleaseKey key) {
        return records.getOrDefault(key, List.of()).stream()
                .map(record -> record.version() + " " + record.status().word())
                .toList();
    }

    /** The values of the newest release, as they are recorded. */
    public String config(ReleaseKey key) {
        return last(key).config().toString();
    }

    /** The process that worked on the newest release is gone. */
    public void breakOff(ReleaseKey key, ReleaseStatus status) {
        replaceLast(key, last(key).with(status, "pending"));
    }

    @Override
    public StorageResult<ReleaseHistory> history(ReleaseTarget target) {
        calls.add("history");
        return isAway
                ? new StorageResult.Unavailable<>("the API server does not answer", "Look at it.", true)
                : new StorageResult.Done<>(historyOf(target.key()));
    }

    private ReleaseHistory historyOf(ReleaseKey key) {
        List<ReleaseRecord> all = records.getOrDefault(key, List.of());
        int unread = Math.max(0, all.size() - mostRead);
        return new ReleaseHistory(
                all.stream().skip(unread).map(record -> stored(key, record)).toList(),
                List.of(),
                all.stream()
                        .limit(unread)
                        .map(record -> stored(key, record).secret())
                        .toList(),
                List.of());
    }

    private static StoredRecord stored(ReleaseKey key, ReleaseRecord record) {
        return new StoredRecord(
                key, record, Map.of(), new Holder("helm-controller", "us"), Optional.of(Stored.NOW), false, "uid", "1");
    }

    @Override
    public StorageResult<ReleaseHistory> read(ReleaseTarget target, ReleaseHistory history, int version) {
        calls.add("read " + version);
        if (isDamaged) {
            return new StorageResult.Unavailable<>("the record is damaged", "Delete it.", false);
        }
        ReleaseHistory others = history.without(version);
        return new StorageResult.Done<>(all(target.key()).stream()
                .filter(record -> record.version() == version)
                .findFirst()
                .map(record -> others.and(stored(target.key(), record)))
                .orElse(others));
    }

    @Override
    public ReleaseState state(ReleaseHistory history) {
        return ReleaseState.of(history, Holders.inPlaceOfFlux(), Stored.NOW);
    }

    @Override
    public ActionOutcome prepare(
            ReleaseTarget target,
            List<CustomResourceFile> definitions,
            DefinitionPolicy policy,
            java.time.Duration timeout) {
        calls.add("prepare");
        return new ActionOutcome.Prepared(List.of());
    }

    @Override
    public ActionOutcome install(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, InstallOptions options) {
        calls.add("install");
        int version = history.last().map(last -> last.record().version()).orElse(0) + 1;
        return begin(target, ReleaseRecord.install(target.revision(version), content, options.method(), Stored.NOW));
    }

    @Override
    public ActionOutcome upgrade(
            ReleaseTarget target, ReleaseHistory history, ReleaseContent content, UpgradeOptions options) {
        calls.add("upgrade");
        ReleaseRecord last = history.last().orElseThrow().record();
        return begin(
                target,
                ReleaseRecord.upgrade(
                        target.revision(last.version() + 1),
                        content,
                        last.applyMethod(),
                        last.firstDeployed().orElse(Stored.NOW),
                        Stored.NOW));
    }

    @Override
    public ActionOutcome rollback(ReleaseTarget target, ReleaseHistory history, int version, RollbackOptions options) {
        calls.add("rollback to " + version);
        ReleaseRecord last = history.last().orElseThrow().record();
        ReleaseRecord to = history.revision(version).orElseThrow().record();
        return begin(target, to.rolledBackTo(last.version() + 1, last, Stored.NOW, last.applyMethod(), "Rollback"));
    }

    private ActionOutcome begin(ReleaseTarget target, ReleaseRecord record) {
        if (fate == Fate.FAILS_BEFORE_IT_BEGINS) {
            return new ActionOutcome.Failed(failure(), Optional.empty());
        }
        ReleaseKey key = target.key();
        store(key, record.with(ReleaseStatus.PENDING_INSTALL));
        return switch (fate) {
            case SUCCEEDS -> deploy(key);
            case SUCCEEDS_BEFORE_AN_OUTAGE -> {
                isAway = true;
                yield deploy(key);
            }
            case FAILS, FAILS_BEFORE_IT_BEGINS -> fail(key);
            case IS_OVERTAKEN -> {
                ReleaseRecord ours = last(key);
                replaceLast(key, ours.with(ReleaseStatus.DEPLOYED, "by another tool"));
                yield new ActionOutcome.Failed(
                        new RecordFailure.Overtaken("web.v" + ours.version()), Optional.of(ours));
            }
            case WAITS ->
                new ActionOutcome.Waiting(
                        new Wait(() -> fate == Fate.FAILS ? fail(key) : deploy(key), () -> broken(key)));
        };
    }

    private ActionOutcome deploy(ReleaseKey key) {
        List<ReleaseRecord> all = all(key);
        all.replaceAll(
                record -> record.status() == ReleaseStatus.DEPLOYED ? record.with(ReleaseStatus.SUPERSEDED) : record);
        replaceLast(key, last(key).with(ReleaseStatus.DEPLOYED, "done"));
        return new ActionOutcome.Done(last(key), List.of(), Optional.of(historyOf(key)));
    }

    private ActionOutcome fail(ReleaseKey key) {
        replaceLast(key, last(key).with(ReleaseStatus.FAILED, "failed"));
        return new ActionOutcome.Failed(failure(), Optional.of(last(key)));
    }

    /** It is recorded as failed, and may have something to clean up still. */
    private ActionOutcome broken(ReleaseKey key) {
        ActionOutcome failed = fail(key);
        return isCleaningUp ? new ActionOutcome.Waiting(new Wait(() -> failed, () -> failed)) : failed;
    }

    private static ActionFailure failure() {
        return new ActionFailure.NotApplicable("it is not possible", "");
    }

    @Override
    public ActionOutcome uninstall(ReleaseTarget target, ReleaseHistory history, UninstallOptions options) {
        calls.add("uninstall " + target.key());
        if (fate == Fate.FAILS) {
            return new ActionOutcome.Failed(failure(), Optional.empty());
        }
        ReleaseRecord gone = last(target.key()).with(ReleaseStatus.UNINSTALLED, "uninstalled");
        records.remove(target.key());
        return new ActionOutcome.Done(gone, List.of());
    }

    @Override
    public ActionOutcome test(ReleaseTarget target, ReleaseHistory history, TestOptions options) {
        calls.add("test");
        if (isAway) {
            return new ActionOutcome.Failed(
                    new RecordFailure.StorageUnavailable("the API server does not answer", "Look at it.", true),
                    Optional.empty());
        }
        ReleaseRecord record = last(target.key());
        Instant now = Stored.NOW;
        if (!record.hooks().isEmpty()) {
            record = record.with(0, new RecordedHook.LastRun(Optional.of(now), Optional.of(now), testPhase));
            replaceLast(target.key(), record);
        }
        return testPhase == HookPhase.FAILED
                ? new ActionOutcome.Failed(failure(), Optional.of(record))
                : new ActionOutcome.Done(record, List.of(), Optional.of(historyOf(target.key())));
    }

    @Override
    public ActionOutcome heal(ReleaseTarget target, ReleaseHistory history) {
        calls.add("heal");
        replaceLast(target.key(), last(target.key()).with(ReleaseStatus.FAILED, "broken off"));
        return new ActionOutcome.Done(last(target.key()), List.of(), Optional.of(historyOf(target.key())));
    }

    private List<ReleaseRecord> all(ReleaseKey key) {
        return records.computeIfAbsent(key, _ -> new ArrayList<>());
    }

    private ReleaseRecord last(ReleaseKey key) {
        return all(key).getLast();
    }

    private void replaceLast(ReleaseKey key, ReleaseRecord record) {
        List<ReleaseRecord> all = all(key);
        all.set(all.size() - 1, record);
    }

    /** What the newest action waits for has come, or not. */
    public void decide() {
        callback.run();
    }

    /** Whether the newest action that waits was given up. */
    public boolean isCancelled() {
        return isCancelled;
    }

    /** Can be gone on with at any time. */
    private final class Wait implements RunningAction {
        private final Supplier<ActionOutcome> end;
        private final Supplier<ActionOutcome> broken;

        Wait(Supplier<ActionOutcome> end, Supplier<ActionOutcome> broken) {
            this.end = end;
            this.broken = broken;
        }

        @Override
        public String what() {
            return "the objects to become ready";
        }

        @Override
        public List<ObjectHealth> pending() {
            return List.of();
        }

        @Override
        public void whenDecided(Runnable callback) {
            FakeReleaseActions.this.callback = callback;
            isCancelled = false;
        }

        @Override
        public ActionOutcome resume() {
            return isCancelled ? broken.get() : end.get();
        }

        @Override
        public void cancel(String reason) {
            isCancelled = true;
        }
    }
}
