package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.POST_UPGRADE;
import static dev.capstan.helm.HookEvent.PRE_DELETE;
import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_ROLLBACK;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.helm.release.MortalCluster.Death;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StoredRecord;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The process is killed at each of its requests, before and after the API server has done it; the next process sees what
 * is stored and ends where an undisturbed one does.
 */
@WithCluster(crds = false)
class KilledProcessIT {

    private KubernetesClient client;
    private ClusterApi api;
    private String namespace;

    @BeforeEach
    void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        api = Fabric8ClusterApi.of(shared);
        namespace = own.name();
    }

    @Test
    void anInstallationEndsWhereAnUndisturbedOneDoes() {
        everyDeath(
                "install",
                release -> {},
                release -> release.install(first(release)),
                release -> drive(release, first(release)));
    }

    @Test
    void anUpgradeEndsWhereAnUndisturbedOneDoes() {
        everyDeath(
                "upgrade",
                release -> done(release.install(first(release))),
                release -> release.upgrade(second(release)),
                release -> drive(release, second(release)));
    }

    @Test
    void aRollbackEndsWhereAnUndisturbedOneDoes() {
        everyDeath(
                "rollback",
                release -> {
                    done(release.install(first(release)));
                    done(release.upgrade(second(release)));
                },
                release -> release.rollback(1),
                release -> driveBack(release, first(release).manifest()));
    }

    @Test
    void anUninstallationEndsWhereAnUndisturbedOneDoes() {
        everyDeath(
                "uninstall",
                release -> {
                    done(release.install(first(release)));
                    done(release.upgrade(second(release)));
                },
                ReleaseFixture::uninstall,
                KilledProcessIT::driveAway);
    }

    private static ReleaseContent first(ReleaseFixture release) {
        String name = release.target.name();
        return content(
                configMap(name + "-a", "1") + configMap(name + "-b", "1"),
                configMapHook(name + "-pre", PRE_INSTALL, "hook-succeeded"),
                configMapHook(name + "-back", PRE_ROLLBACK, "hook-succeeded"));
    }

    private static ReleaseContent second(ReleaseFixture release) {
        String name = release.target.name();
        return content(
                configMap(name + "-a", "2") + configMap(name + "-c", "2"),
                configMapHook(name + "-pre", PRE_UPGRADE),
                configMapHook(name + "-post", POST_UPGRADE, "hook-succeeded"),
                configMapHook(name + "-del", PRE_DELETE, "hook-succeeded"));
    }

    /** What a controller does with what it finds. */
    private static void drive(ReleaseFixture release, ReleaseContent wanted) {
        switch (release.state()) {
            case ReleaseState.Absent _, ReleaseState.Uninstalled _ -> done(release.install(wanted));
            case ReleaseState.Abandoned _ -> {
                done(release.actions.heal(release.target, release.history()));
                drive(release, wanted);
            }
            case ReleaseState.Failed _, ReleaseState.Unsettled _ -> done(release.upgrade(wanted));
            case ReleaseState.Deployed(StoredRecord last) -> {
                if (!last.record().manifest().equals(wanted.manifest())) {
                    done(release.upgrade(wanted));
                }
            }
            case ReleaseState.Uninstalling _, ReleaseState.Held _, ReleaseState.Unreadable _ ->
                throw new AssertionError(release.state());
        }
    }

    private static void driveBack(ReleaseFixture release, String wanted) {
        if (release.state() instanceof ReleaseState.Abandoned) {
            done(release.actions.heal(release.target, release.history()));
        }
        if (!(release.state() instanceof ReleaseState.Deployed)
                || !release.last().manifest().equals(wanted)) {
            done(release.rollback(1));
        }
    }

    private static void driveAway(ReleaseFixture release) {
        if (!(release.state() instanceof ReleaseState.Absent)) {
            done(release.uninstall());
        }
    }

    private void everyDeath(
            String name,
            Consumer<ReleaseFixture> before,
            Consumer<ReleaseFixture> action,
            Consumer<ReleaseFixture> next) {
        MortalCluster undisturbed = new MortalCluster(api, 0, Death.BEFORE_THE_REQUEST);
        int preparing = live(name, undisturbed, before, action);
        Map<String, String> wanted = objects(name);
        int requests = undisturbed.requests();
        List<String> differences = new ArrayList<>();

        int round = 0;
        for (int last = preparing + 1; last <= requests; last++) {
            for (Death death : Death.values()) {
                String release = name + "-" + ++round;
                boolean isKilled = dies(release, last, death, before, action);
                try (ReleaseFixture successor = fixture(api, release)) {
                    next.accept(successor);
                    Map<String, String> found = objects(release);
                    if (!found.equals(wanted) || !isSettled(successor)) {
                        differences.add(death + " " + last + ": " + found + " " + successor.statuses());
                    }
                }
                assertThat(isKilled).as("killed at request %d", last).isTrue();
            }
        }

        System.out.println("killed " + name + ": " + round + " deaths at " + (requests - preparing) + " requests");
        assertThat(round).isPositive();
        assertThat(differences).as("instead of " + wanted).isEmpty();
    }

    /** Runs undisturbed; returns how many requests came before the action. */
    private int live(
            String name, MortalCluster cluster, Consumer<ReleaseFixture> before, Consumer<ReleaseFixture> action) {
        try (ReleaseFixture release = fixture(cluster, name)) {
            before.accept(release);
            int preparing = cluster.requests();
            action.accept(release);
            return preparing;
        }
    }

    private boolean dies(
            String name, int last, Death death, Consumer<ReleaseFixture> before, Consumer<ReleaseFixture> action) {
        try (ReleaseFixture release = fixture(new MortalCluster(api, last, death), name)) {
            before.accept(release);
            action.accept(release);
            return false;
        } catch (MortalCluster.Killed killed) {
            return true;
        } catch (CompletionException inAnotherThread) {
            if (inAnotherThread.getCause() instanceof MortalCluster.Killed) {
                return true;
            }
            throw inAnotherThread;
        }
    }

    private ReleaseFixture fixture(ClusterApi acting, String name) {
        return new ReleaseFixture(
                api,
                acting,
                new ReleaseTarget(new ReleaseKey(namespace, name), namespace, new Owner(Owner.HELM, namespace, name)));
    }

    /** One deployed revision, the newest, or nothing at all. */
    private static boolean isSettled(ReleaseFixture release) {
        List<StoredRecord> revisions = release.history().revisions();
        long deployed = revisions.stream()
                .filter(stored -> stored.record().status() == ReleaseStatus.DEPLOYED)
                .count();
        boolean isNothingUnderWay =
                revisions.stream().noneMatch(stored -> stored.record().status().isPending());
        return revisions.isEmpty()
                || (isNothingUnderWay
                        && deployed >= 1
                        && revisions.getLast().record().status() == ReleaseStatus.DEPLOYED);
    }

    /** The ConfigMaps of a release, without its name, and their values. */
    private Map<String, String> objects(String release) {
        Map<String, String> objects = new TreeMap<>();
        client.configMaps().inNamespace(namespace).list().getItems().stream()
                .filter(map -> map.getMetadata().getName().matches(release + "-[a-z]+"))
                .forEach(map -> objects.put(
                        map.getMetadata().getName().substring(release.length()),
                        map.getData().get("value")));
        return objects;
    }
}
