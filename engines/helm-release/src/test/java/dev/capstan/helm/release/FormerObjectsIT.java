package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_DELETE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static dev.capstan.helm.release.ReleaseFixture.notices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.helm.release.record.RecordCodec;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The objects of the revisions before: found where they are, deleted when they should go, and never lost from sight. */
class FormerObjectsIT extends ReleaseScenario {

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
}
