package dev.capstan.helm.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.action.ActionRecording;
import dev.capstan.helm.release.action.ClusterReleaseActions;
import dev.capstan.helm.release.action.ReleaseEngine;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StorageResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that works on one release in a real cluster. */
public final class ReleaseFixture implements AutoCloseable {

    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    public final ReleaseTarget target;
    public final ReleaseActions actions;
    private final ManagedObjectWatch watch;
    private final List<ApplyRecord> recorded = new CopyOnWriteArrayList<>();

    public ReleaseFixture(KubernetesClient client, String namespace) {
        this(Fabric8ClusterApi.of(client), namespace, "shop");
    }

    public ReleaseFixture(ClusterApi api, String namespace, String name) {
        this(
                api,
                api,
                new ReleaseTarget(new ReleaseKey(namespace, name), namespace, new Owner(Owner.HELM, namespace, name)));
    }

    /** Watches with one identity, and acts with another. */
    public ReleaseFixture(ClusterApi api, ClusterApi acting, ReleaseTarget target) {
        this.target = target;
        this.watch = ManagedObjectWatch.start(
                api,
                ApplyProfile.helm(),
                new ManagedObjectListener() {
                    @Override
                    public void drifted(Drift drift) {
                        // Nobody reconciles here.
                    }
                },
                Clock.systemUTC());
        ResourceCatalog catalog = new ResourceCatalog(api, Clock.systemUTC());
        ReleaseEngine engine = ReleaseEngine.of(
                catalog,
                watch,
                "test-" + UUID.randomUUID(),
                Clock.systemUTC(),
                new ActionRecording("tester", recorded::add));
        this.actions = new ClusterReleaseActions(engine, acting);
    }

    /** The records of all actions so far. */
    public List<ApplyRecord> recorded() {
        return List.copyOf(recorded);
    }

    public ReleaseHistory history() {
        return switch (actions.history(target)) {
            case StorageResult.Done<ReleaseHistory>(ReleaseHistory history) -> history;
            case StorageResult<ReleaseHistory> other -> throw new AssertionError(other);
        };
    }

    public ReleaseState state() {
        return actions.state(history());
    }

    public ReleaseRecord last() {
        return history().last().orElseThrow().record();
    }

    /** The statuses of all revisions, the oldest first: {@code 1 superseded}. */
    public List<String> statuses() {
        return history().revisions().stream()
                .map(stored -> stored.record().version() + " "
                        + stored.record().status().word())
                .toList();
    }

    public ActionOutcome install(ReleaseContent content) {
        return end(actions.install(target, history(), content, InstallOptions.of(WaitOptions.of(TIMEOUT))));
    }

    public ActionOutcome upgrade(ReleaseContent content) {
        return end(actions.upgrade(target, history(), content, UpgradeOptions.of(WaitOptions.of(TIMEOUT))));
    }

    public ActionOutcome rollback(int version) {
        return end(actions.rollback(target, history(), version, RollbackOptions.of(WaitOptions.of(TIMEOUT))));
    }

    public ActionOutcome uninstall() {
        return end(actions.uninstall(target, history(), UninstallOptions.of(WaitOptions.of(TIMEOUT))));
    }

    public ActionOutcome test() {
        return end(actions.test(target, history(), new TestOptions(TIMEOUT, List.of(), Set.of())));
    }

    /** Goes on with an action whenever it can, as a controller does, until its end. */
    public static ActionOutcome end(ActionOutcome outcome) {
        ActionOutcome now = outcome;
        while (now instanceof ActionOutcome.Waiting(RunningAction action)) {
            CountDownLatch decided = new CountDownLatch(1);
            action.whenDecided(decided::countDown);
            try {
                if (!decided.await(2, TimeUnit.MINUTES)) {
                    throw new AssertionError("still waits for " + action.what() + ": " + action.pending());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while it waits for " + action.what(), interrupted);
            }
            now = action.resume();
        }
        return now;
    }

    public static ReleaseRecord done(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> done.record();
            case ActionOutcome.Failed failed ->
                throw new AssertionError(
                        failed.failure().message() + " " + failed.failure().advice());
            case ActionOutcome other -> throw new AssertionError(other);
        };
    }

    public static ActionFailure failure(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Failed failed -> failed.failure();
            case ActionOutcome other -> throw new AssertionError(other);
        };
    }

    /** What people should know of an action that is done, one a line. */
    public static String notices(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> String.join("\n", done.notices());
            case ActionOutcome other -> throw new AssertionError(other);
        };
    }

    public static ReleaseContent content(String manifest, RecordedHook... hooks) {
        return new ReleaseContent(
                Records.chart(), JsonNodeFactory.instance.objectNode(), manifest, numbered(List.of(hooks)), "");
    }

    private static List<RecordedHook> numbered(List<RecordedHook> hooks) {
        List<RecordedHook> numbered = new ArrayList<>();
        for (RecordedHook hook : hooks) {
            numbered.add(new RecordedHook(
                    numbered.size(),
                    hook.name(),
                    hook.kind(),
                    hook.path(),
                    hook.manifest(),
                    hook.events(),
                    hook.weight(),
                    hook.deletePolicies(),
                    hook.logPolicies(),
                    hook.lastRun()));
        }
        return numbered;
    }

    public static String configMap(String name, String value) {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  value: "%s"
                """.formatted(name, value);
    }

    /**
     * A Job as a hook.
     *
     * @param script what the simulated node does with its Pod, as an annotation: {@code run-for: 1s}
     */
    public static RecordedHook job(String name, int weight, HookEvent event, List<String> policies, String script) {
        String manifest = """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: %s
                spec:
                  backoffLimit: 0
                  template:
                    metadata:
                      annotations:
                        devcluster.capstan.dev/%s
                    spec:
                      restartPolicy: Never
                      terminationGracePeriodSeconds: 0
                      containers:
                        - name: main
                          image: busybox
                """.formatted(name, script);
        return new RecordedHook(
                0,
                name,
                "Job",
                "shop/templates/" + name + ".yaml",
                manifest,
                List.of(event),
                weight,
                policies,
                List.of(),
                RecordedHook.LastRun.never());
    }

    /** A ConfigMap as a hook. */
    public static RecordedHook configMapHook(String name, HookEvent event, String... policies) {
        return new RecordedHook(
                0,
                name,
                "ConfigMap",
                "shop/templates/" + name + ".yaml",
                configMap(name, "hook"),
                List.of(event),
                0,
                List.of(policies),
                List.of(),
                RecordedHook.LastRun.never());
    }

    @Override
    public void close() {
        watch.close();
    }
}
