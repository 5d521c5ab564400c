package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_DELETE;
import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects, records and namespaces that others have to do with: what is theirs stays, and what is ours is not lost. */
@WithCluster(crds = false)
class ForeignObjectsIT {

    private KubernetesClient client;
    private String namespace;
    private ReleaseFixture release;

    @BeforeEach
    void start(KubernetesClient shared, TestNamespace own) {
        client = shared;
        namespace = own.name();
        release = new ReleaseFixture(shared, own.name());
    }

    @AfterEach
    void stop() {
        release.close();
    }

    @Test
    void keepsWhatAKustomizationHasTakenOver() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));
        List.of("one", "two").forEach(this::giveToKustomization);

        ActionOutcome upgrade = release.upgrade(content(configMap("two", "1")));
        ActionOutcome uninstallation = release.uninstall();

        assertThat(notices(upgrade))
                .contains("ConfigMap/" + namespace + "/one was kept: it belongs to the Kustomization flux/apps now");
        assertThat(notices(uninstallation))
                .contains("ConfigMap/" + namespace + "/two was kept: it belongs to the Kustomization flux/apps now");
        assertThat(configMaps(namespace)).contains("one", "two");
    }

    @Test
    void neverDeletesAnotherReleasesObjectForAHook() {
        var target = new ReleaseTarget(
                new ReleaseKey(namespace, "other"), namespace, new Owner(Owner.HELM, namespace, "other"));
        ClusterApi api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture other = new ReleaseFixture(api, api, target)) {
            done(other.install(content(configMap("shared", "theirs"))));

            ActionFailure failure = failure(release.install(
                    content(configMap("one", "1"), configMapHook("shared", PRE_INSTALL, "before-hook-creation"))));

            assertThat(failure.message())
                    .contains("ConfigMap/" + namespace + "/shared is in the way of a hook")
                    .contains("it belongs to the release " + namespace + "/other");
            assertThat(client.configMaps()
                            .inNamespace(namespace)
                            .withName("shared")
                            .require()
                            .getData())
                    .containsEntry("value", "theirs");
        }
    }

    @Test
    void findsItsObjectsWhereTheReleaseWasAndNotWhereItIsWantedNow() {
        String moved = namespace + "-y";
        createNamespace(moved);
        done(release.install(content(configMap("one", "1"))));
        var target = new ReleaseTarget(release.target.key(), moved, release.target.owner());
        ClusterApi api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture now = new ReleaseFixture(api, api, target)) {
            done(now.upgrade(content(configMap("one", "2"))));
            assertThat(configMaps(namespace)).doesNotContain("one");
            assertThat(configMaps(moved)).contains("one");

            done(release.uninstall());
            assertThat(configMaps(moved)).doesNotContain("one");
        } finally {
            client.namespaces().withName(moved).delete();
        }
    }

    /** A namespace that ends often waits for the custom resource of the very release. */
    @Test
    void uninstallsFromANamespaceThatTakesNoHooks() {
        String doomed = namespace + "-x";
        createNamespace(doomed);
        var target =
                new ReleaseTarget(new ReleaseKey(namespace, "away"), doomed, new Owner(Owner.HELM, namespace, "away"));
        ClusterApi api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture away = new ReleaseFixture(api, api, target)) {
            var content = content(configMap("one", "1"), job("last", 0, PRE_DELETE, List.of(), "run-for: 1s"));
            done(away.install(content));
            client.configMaps()
                    .inNamespace(doomed)
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("keeper")
                            .withFinalizers("example.org/keep")
                            .endMetadata()
                            .build())
                    .create();
            client.namespaces().withName(doomed).delete();

            ActionOutcome outcome = away.uninstall();

            assertThat(notices(outcome))
                    .contains("the pre-delete hook shop/templates/last.yaml (Job/" + doomed
                            + "/last) was not run: the namespace " + doomed + " is being deleted, or is gone");
            assertThat(away.state()).isEqualTo(new ReleaseState.Absent());
        } finally {
            client.configMaps()
                    .inNamespace(doomed)
                    .withName("keeper")
                    .edit(keeper -> new ConfigMapBuilder(keeper)
                            .editMetadata()
                            .withFinalizers()
                            .endMetadata()
                            .build());
        }
    }

    /** Helm looks at the manifest of a hook when it runs it. */
    @Test
    void uninstallsWithoutAHookThatNobodyCanRead() {
        RecordedHook hook = configMapHook("broken", PRE_DELETE);
        RecordedHook broken = new RecordedHook(
                0,
                hook.name(),
                hook.kind(),
                hook.path(),
                "kind: ConfigMap",
                hook.events(),
                0,
                List.of(),
                List.of(),
                hook.lastRun());
        done(release.install(content(configMap("one", "1"), broken)));

        assertThat(notices(release.uninstall()))
                .contains("the pre-delete hook shop/templates/broken.yaml was not run: unable to build");
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void uninstallsFromANamespaceThatIsGone() {
        String doomed = namespace + "-z";
        createNamespace(doomed);
        var target =
                new ReleaseTarget(new ReleaseKey(namespace, "away"), doomed, new Owner(Owner.HELM, namespace, "away"));
        ClusterApi api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture away = new ReleaseFixture(api, api, target)) {
            done(away.install(content(configMap("one", "1"), job("last", 0, PRE_DELETE, List.of(), "run-for: 1s"))));
            client.namespaces().withName(doomed).delete();
            await().atMost(TIMEOUT)
                    .until(() -> client.namespaces().withName(doomed).get() == null);

            done(away.uninstall());

            assertThat(away.state()).isEqualTo(new ReleaseState.Absent());
        }
    }

    @Test
    void saysWhatIsInTheWayOfARecord() {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("sh.helm.release.v1.shop.v1")
                        .endMetadata()
                        .build())
                .create();

        ActionFailure failure = failure(release.install(content(configMap("one", "1"))));

        assertThat(failure.message()).contains("sh.helm.release.v1.shop.v1", "is in the way");
        assertThat(failure.advice()).contains("Delete the Secret", "owner=helm and name=shop");
        assertThat(failure.isTransient()).isFalse();
        client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .delete();
        done(release.install(content(configMap("one", "1"))));
    }

    @Test
    void keepsTheRecordsOfObjectsThatItDoesNotKnow() {
        done(release.install(content(configMap("one", "1"))));
        rewriteManifest("kind: [");

        ActionFailure failure = failure(release.uninstall());

        assertThat(failure).isInstanceOf(ObjectFailure.InvalidManifest.class);
        assertThat(failure.message()).contains("the manifest of revision 1");
        assertThat(release.statuses()).containsExactly("1 deployed");
        assertThat(configMaps(namespace)).contains("one");
    }

    /** Helm 3 took objects whose names the API server makes up. */
    @Test
    void deletesWhatItKnowsAndSaysWhatItDoesNot() {
        done(release.install(content(configMap("one", "1"))));
        rewriteManifest(
                configMap("one", "1") + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: some-\n");

        ActionOutcome outcome = release.uninstall();

        assertThat(notices(outcome)).contains("what cannot be read was left where it is", "generateName");
        assertThat(configMaps(namespace)).doesNotContain("one");
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    /** That a revision which failed would have had an object does not make the object the release's. */
    @Test
    void takesNothingOverThatAFailedRevisionNeverTouched() {
        done(release.install(content(configMap("one", "1"))));
        String both = configMap("one", "1") + configMap("two", "ours");
        failure(release.upgrade(content(both, job("broken", 0, PRE_UPGRADE, List.of(), "exit-code: \"1\""))));
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("two")
                        .endMetadata()
                        .withData(Map.of("value", "theirs"))
                        .build())
                .create();
        UpgradeOptions options =
                new UpgradeOptions(WaitOptions.of(TIMEOUT), ApplyChoice.AUTO, false, false, false, 5, "", Map.of());

        ActionFailure failure =
                failure(end(release.actions.upgrade(release.target, release.history(), content(both), options)));

        assertThat(failure).isInstanceOf(ObjectFailure.NotOwned.class);
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("two")
                        .require()
                        .getData())
                .containsEntry("value", "theirs");
    }

    /** Else the next one would not know that the object is there. */
    @Test
    void keepsAFailedRevisionWhileOnlyItKnowsOfAnObject() {
        String locked = configMap("locked", "1") + "immutable: true\n";
        String refused = configMap("one", "2") + configMap("locked", "2") + "immutable: true\n";
        done(release.install(content(configMap("one", "1") + locked)));
        failure(upgradeKeepingTwoRecords(configMap("also", "1") + refused));
        assertThat(configMaps(namespace)).contains("also");
        for (int tries = 0; tries < 3; tries++) {
            failure(upgradeKeepingTwoRecords(refused));
        }
        assertThat(release.statuses()).containsExactly("1 deployed", "2 failed", "5 failed");

        done(upgradeKeepingTwoRecords(configMap("one", "3") + locked));

        assertThat(configMaps(namespace)).contains("one").doesNotContain("also");
        done(upgradeKeepingTwoRecords(configMap("one", "4") + locked));
        assertThat(release.statuses()).containsExactly("6 superseded", "7 deployed");
    }

    /** Client-side, where what comes before a refused object is written. */
    private ActionOutcome upgradeKeepingTwoRecords(String manifest) {
        UpgradeOptions options = new UpgradeOptions(
                WaitOptions.of(TIMEOUT), ApplyChoice.CLIENT_SIDE, true, false, false, 2, "", Map.of());
        return end(release.actions.upgrade(release.target, release.history(), content(manifest), options));
    }

    /** Whoever deletes the hooks of a process that is dead must be the one who may write the record. */
    @Test
    void sweepsNoHooksOfAReleaseThatSomebodyElseIsAtWorkOn() {
        ActionOutcome running = release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("wait", 0, PRE_INSTALL, List.of("hook-succeeded"), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));
        assertThat(running).isInstanceOf(ActionOutcome.Waiting.class);
        ClusterApi fenced = new ForwardingCluster(Fabric8ClusterApi.of(client)) {
            @Override
            public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
                return new ApiResult.Refused<>(409, "Conflict", "somebody was faster", List.of(), Optional.empty());
            }
        };
        try (ReleaseFixture late = new ReleaseFixture(Fabric8ClusterApi.of(client), fenced, release.target)) {
            ActionFailure failure = failure(late.actions.heal(late.target, late.history()));

            assertThat(failure).isInstanceOf(RecordFailure.Overtaken.class);
            assertThat(client.batch()
                            .v1()
                            .jobs()
                            .inNamespace(namespace)
                            .withName("wait")
                            .require()
                            .getMetadata()
                            .getDeletionTimestamp())
                    .isNull();
        }
    }

    private void giveToKustomization(String name) {
        client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .edit(object -> new ConfigMapBuilder(object)
                        .editMetadata()
                        .addToLabels("kustomize.toolkit.fluxcd.io/name", "apps")
                        .addToLabels("kustomize.toolkit.fluxcd.io/namespace", "flux")
                        .endMetadata()
                        .build());
    }

    private void rewriteManifest(String manifest) {
        ObjectNode json = release.last().json();
        json.put("manifest", manifest);
        if (!(RecordCodec.read(json.toString().getBytes(StandardCharsets.UTF_8))
                instanceof RecordCodec.Readable(var record))) {
            throw new AssertionError("not a record: " + json);
        }
        String packed = RecordCodec.encode(record);
        client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .edit(secret -> new SecretBuilder(secret)
                        .addToData(
                                "release",
                                Base64.getEncoder().encodeToString(packed.getBytes(StandardCharsets.US_ASCII)))
                        .build());
    }

    private void createNamespace(String name) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private List<String> configMaps(String where) {
        return client.configMaps().inNamespace(where).list().getItems().stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static String notices(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> String.join("\n", done.notices());
            case ActionOutcome other -> throw new AssertionError(other);
        };
    }
}
