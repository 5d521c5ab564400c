package dev.capstan.helm.release;

import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.cluster.ClusterApi.Propagation;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.state.ReleaseState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The actions in a real cluster, as a controller calls them. */
class ReleaseActionsIT extends ReleaseScenario {

    @Test
    void installsUpgradesAndRollsBack() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));
        assertThat(live("one").getData()).containsEntry("value", "1");
        assertThat(live("one").getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "Helm");
        assertThat(live("one").getMetadata().getAnnotations())
                .containsEntry("meta.helm.sh/release-name", "shop")
                .containsEntry("meta.helm.sh/release-namespace", namespace);

        ReleaseRecord second = done(release.upgrade(content(configMap("one", "2") + configMap("three", "2"))));
        assertThat(second.description()).isEqualTo("Upgrade complete");
        assertThat(live("one").getData()).containsEntry("value", "2");
        assertThat(names()).containsExactly("one", "three");

        ReleaseRecord third = done(release.rollback(1));
        assertThat(third.description()).isEqualTo("Rollback to 1");
        assertThat(third.rollbackRevision()).isEqualTo(1);
        assertThat(names()).containsExactly("one", "two");
        assertThat(release.statuses()).containsExactly("1 superseded", "2 superseded", "3 deployed");
    }

    /** So that nobody need ask the storage after an action. */
    @Test
    void saysWhatIsStoredWhenItIsDone() {
        assertSaysWhatIsStored(release.install(content(configMap("one", "1"))));
        for (int version = 2; version <= 7; version++) {
            assertSaysWhatIsStored(release.upgrade(content(configMap("one", "" + version))));
        }
        assertSaysWhatIsStored(release.rollback(5));
    }

    private void assertSaysWhatIsStored(ActionOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ActionOutcome.Done.class,
                        done -> assertThat(done.stored()).contains(release.history()));
    }

    @Test
    void storesRecordsWithTheLabelsOfHelm() {
        done(end(release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1")),
                new InstallOptions(
                        WaitOptions.of(TIMEOUT),
                        ApplyMethod.SERVER_SIDE,
                        true,
                        false,
                        5,
                        "first",
                        Map.of("team", "shop")))));

        Secret secret = client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .get();
        assertThat(secret.getType()).isEqualTo("helm.sh/release.v1");
        assertThat(secret.getMetadata().getLabels())
                .containsEntry("owner", "helm")
                .containsEntry("name", "shop")
                .containsEntry("status", "deployed")
                .containsEntry("version", "1")
                .containsEntry("team", "shop")
                .containsKey("modifiedAt");
        assertThat(release.last().description()).isEqualTo("first");
        done(release.upgrade(content(configMap("one", "2"))));
        assertThat(release.history().last().orElseThrow().labels()).isEqualTo(Map.of("team", "shop"));
    }

    @Test
    void saysWhatToDoAboutAFieldThatCannotChange() {
        done(release.install(content(DEPLOYMENT.formatted("ready-after: 0s"))));

        ActionFailure failure = failure(
                release.upgrade(content(DEPLOYMENT.formatted("ready-after: 0s").replace("app: web", "app: other"))));

        assertThat(failure.message())
                .startsWith("Deployment/" + namespace + "/web")
                .contains("spec.selector");
        assertThat(failure.advice()).contains("delete the object").doesNotContain("kustomize");
        assertThat(release.last().description()).startsWith("Upgrade \"shop\" failed: Deployment/");
    }

    @Test
    void hidesValuesOfSecretsInMessagesAndRecords() {
        String manifest = """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                spec:
                  ports: [{port: 80, name: Very-Secret-Value}]
                """;
        WaitOptions hiding = WaitOptions.of(TIMEOUT).hiding(Set.of("Very-Secret-Value"));

        ActionFailure failure = failure(release.actions.install(
                release.target, release.history(), content(manifest), InstallOptions.of(hiding)));

        assertThat(failure.message()).contains("spec.ports[0].name").doesNotContain("Secret-Value");
        assertThat(release.last().description())
                .startsWith("Release \"shop\" failed: Service/")
                .contains("spec.ports[0].name")
                .doesNotContain("Secret-Value");
    }

    @Test
    void leavesWhatObjectsOwnWhenItIsAskedTo() {
        done(release.install(content(DEPLOYMENT.formatted("ready-after: 0s"))));

        done(end(release.actions.uninstall(
                release.target,
                release.history(),
                new UninstallOptions(WaitOptions.of(TIMEOUT), Propagation.ORPHAN, false, ""))));

        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems())
                .isEmpty();
        assertThat(client.apps().replicaSets().inNamespace(namespace).list().getItems())
                .hasSize(1);
    }

    @Test
    void uninstallsAllButWhatIsToBeKept() {
        String kept = configMap("kept", "1")
                .replace("  name: kept", "  name: kept\n  annotations: {helm.sh/resource-policy: keep}");
        done(release.install(content(configMap("one", "1") + kept)));

        ActionOutcome outcome = release.uninstall();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ActionOutcome.Done.class,
                        done -> assertThat(done.notices())
                                .containsExactly(
                                        "ConfigMap/" + namespace + "/kept was kept: the chart says to keep it"));
        assertThat(names()).containsExactly("kept");
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void keepsSoManyRevisions() {
        done(release.install(content(configMap("one", "1"))));
        for (int version = 2; version <= 7; version++) {
            done(release.upgrade(content(configMap("one", String.valueOf(version)))));
        }

        assertThat(release.statuses())
                .containsExactly("3 superseded", "4 superseded", "5 superseded", "6 superseded", "7 deployed");
    }

    @Test
    void deletesWhatAFailedUpgradeHasCreated() {
        done(release.install(content(configMap("one", "1"))));
        UpgradeOptions usual = UpgradeOptions.of(WaitOptions.of(Duration.ofSeconds(2)));
        UpgradeOptions cleaning =
                new UpgradeOptions(usual.waiting(), usual.apply(), true, false, true, 5, "", Map.of());

        failure(end(release.actions.upgrade(
                release.target,
                release.history(),
                content(configMap("one", "2") + configMap("new", "2") + DEPLOYMENT.formatted("never-ready: \"true\"")),
                cleaning)));

        assertThat(names()).containsExactly("one");
        assertThat(release.statuses()).containsExactly("1 deployed", "2 failed");
    }

    /** The next one finds what a failed upgrade has left; the Helm command leaves it for ever. */
    @Test
    void deletesWhatAFailedUpgradeHasLeft() {
        done(release.install(content(configMap("one", "1"))));
        failure(end(release.actions.upgrade(
                release.target,
                release.history(),
                content(configMap("left", "2") + DEPLOYMENT.formatted("never-ready: \"true\"")),
                UpgradeOptions.of(WaitOptions.of(Duration.ofSeconds(2))))));

        done(release.upgrade(content(configMap("one", "3"))));

        assertThat(names()).containsExactly("one");
    }

    @Test
    void writesClientSideAsTheRevisionBefore() {
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        done(end(release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1").replace("\ndata:", "\ndata:\n  old: \"1\"")
                        + DEPLOYMENT.formatted("ready-after: 0s")),
                new InstallOptions(usual.waiting(), ApplyMethod.CLIENT_SIDE, true, false, 5, "", Map.of()))));
        client.configMaps()
                .inNamespace(namespace)
                .withName("one")
                .edit(one -> new ConfigMapBuilder(one)
                        .addToData("mine", "x")
                        .addToData("value", "y")
                        .build());

        ReleaseRecord record =
                done(release.upgrade(content(configMap("one", "2") + DEPLOYMENT.formatted("ready-after: 0s"))));

        assertThat(record.applyMethod()).isEqualTo(ApplyMethod.CLIENT_SIDE);
        assertThat(live("one").getData()).isEqualTo(Map.of("value", "2", "mine", "x"));

        UpgradeOptions forced =
                new UpgradeOptions(usual.waiting(), ApplyChoice.AUTO, true, true, false, 5, "", Map.of());
        String both = configMap("one", "3") + DEPLOYMENT.formatted("ready-after: 0s");
        done(end(release.actions.upgrade(release.target, release.history(), content(both), forced)));
        assertThat(live("one").getData()).isEqualTo(Map.of("value", "3"));
    }
}
