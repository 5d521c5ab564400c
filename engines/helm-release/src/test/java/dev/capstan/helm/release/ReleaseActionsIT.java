package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.POST_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.TEST;
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

import dev.capstan.apply.cluster.ClusterApi.Propagation;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actions in a real cluster, as a controller calls them. */
@WithCluster(crds = false)
class ReleaseActionsIT {

    private static final String DEPLOYMENT = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata:
                  labels: {app: web}
                  annotations:
                    devcluster.capstan.dev/%s
                spec:
                  containers: [{name: web, image: web}]
            """;

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
    void waitsForWorkloadsWithoutAThread() {
        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("ready-after: 1s")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));

        assertThat(outcome).isInstanceOfSatisfying(ActionOutcome.Waiting.class, waiting -> {
            assertThat(waiting.action().what()).contains("become ready");
            assertThat(waiting.action().resume()).isEqualTo(waiting);
        });
        assertThat(release.last().status()).isEqualTo(ReleaseStatus.PENDING_INSTALL);
        done(end(outcome));
        assertThat(release.statuses()).containsExactly("1 deployed");
    }

    @Test
    void waitsForJobsOnlyWhenItIsAskedTo() {
        String job = job("long", 0, PRE_INSTALL, List.of(), "run-for: 1h").manifest();
        WaitOptions waiting = WaitOptions.of(Duration.ofSeconds(2));

        done(end(release.actions.install(
                release.target, release.history(), content(job), InstallOptions.of(waiting.awaitingJobs(false)))));

        assertThat(failure(end(release.actions.upgrade(
                                release.target, release.history(), content(job), UpgradeOptions.of(waiting))))
                        .message())
                .startsWith("resource Job/" + namespace + "/long not ready. status: InProgress");
    }

    /** Kubernetes removes it when it has done its work, maybe before anybody has seen that. */
    @Test
    void doesNotWaitForAJobThatIsGoneWhenItIsDone() {
        String gone = job("brief", 0, PRE_INSTALL, List.of(), "run-for: 0s")
                .manifest()
                .replace("  backoffLimit: 0", "  backoffLimit: 0\n  ttlSecondsAfterFinished: 0");

        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(gone + DEPLOYMENT.formatted("ready-after: 3s")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));

        await().atMost(TIMEOUT).until(() -> jobs().isEmpty());
        done(end(outcome));
    }

    @Test
    void judgesObjectsByRulesOfTheCaller() {
        HealthAssessor open =
                (gate, now) -> gate.path("data").path("value").asText().equals("open")
                        ? Health.current("The gate is open")
                        : Health.inProgress("Closed", "The gate is closed");
        WaitOptions waiting = WaitOptions.of(TIMEOUT).assessing(manifest -> Optional.of(open));
        ActionOutcome outcome = release.actions.install(
                release.target, release.history(), content(configMap("gate", "shut")), InstallOptions.of(waiting));
        assertThat(outcome).isInstanceOf(ActionOutcome.Waiting.class);

        client.configMaps()
                .inNamespace(namespace)
                .withName("gate")
                .edit(gate ->
                        new ConfigMapBuilder(gate).addToData("value", "open").build());

        done(end(outcome));
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
    void saysWhatDoesNotBecomeReady() {
        ActionFailure failure = failure(end(release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("never-ready: \"true\"")),
                InstallOptions.of(WaitOptions.of(Duration.ofSeconds(2))))));

        assertThat(failure.message())
                .startsWith("resource Deployment/" + namespace + "/web not ready. status: InProgress, message: ")
                .endsWith("context deadline exceeded");
        assertThat(release.last().description()).startsWith("Release \"shop\" failed: resource Deployment/");
        assertThat(release.state()).isInstanceOf(ReleaseState.Failed.class);
        done(release.upgrade(content(DEPLOYMENT.formatted("ready-after: 0s"))));
        assertThat(release.statuses()).containsExactly("1 failed", "2 deployed");
    }

    @Test
    void recordsAnActionThatIsCancelledAsFailed() {
        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("never-ready: \"true\"")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));
        ((ActionOutcome.Waiting) outcome).action().cancel("a newer revision came");

        assertThat(failure(end(outcome)).message()).isEqualTo("the action was cancelled: a newer revision came");
        assertThat(release.statuses()).containsExactly("1 failed");
    }

    @Test
    void runsHooksByWeightAndDeletesThemByTheirPolicies() {
        ReleaseRecord record = done(release.install(content(
                configMap("one", "1"),
                job("later", 5, PRE_INSTALL, List.of(), "run-for: 0s"),
                job("sooner", -5, PRE_INSTALL, List.of(RecordedHook.SUCCEEDED), "run-for: 0s"),
                configMapHook("after", POST_INSTALL))));

        List<RecordedHook.LastRun> runs =
                record.hooks().stream().map(RecordedHook::lastRun).toList();
        assertThat(runs).allMatch(run -> run.phase() == HookPhase.SUCCEEDED);
        assertThat(runs.get(1).completedAt().orElseThrow())
                .isBeforeOrEqualTo(runs.get(0).startedAt().orElseThrow());
        assertThat(jobs()).containsExactly("later");
        assertThat(names()).containsExactly("after", "one");
        assertThat(live("after").getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/managed-by");
    }

    @Test
    void runsAHookAnewThatIsStillThere() {
        done(release.install(content("", configMapHook("seed", PRE_INSTALL))));
        String first = live("seed").getMetadata().getUid();
        done(end(release.actions.uninstall(
                release.target,
                release.history(),
                new UninstallOptions(WaitOptions.of(TIMEOUT), Propagation.BACKGROUND, true, ""))));
        assertThat(release.statuses()).containsExactly("1 uninstalled");

        done(release.install(content("", configMapHook("seed", PRE_INSTALL))));

        assertThat(live("seed").getMetadata().getUid()).isNotEqualTo(first);
        assertThat(release.statuses()).containsExactly("1 uninstalled", "2 deployed");
    }

    @Test
    void saysWhichHookFailedAndHowItEnded() {
        ActionFailure failure = failure(release.install(content(
                configMap("one", "1"),
                job("migrate", 0, PRE_INSTALL, List.of(RecordedHook.FAILED), "exit-code: \"3\""))));

        assertThat(failure).isInstanceOf(ActionFailure.HookFailed.class);
        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/migrate.yaml failed: resource Job/" + namespace
                        + "/migrate not ready. status: Failed, message: Job Failed")
                .contains("/main ended with exit code 3");
        assertThat(release.last().description())
                .startsWith("Release \"shop\" failed: failed pre-install: hook pre-install");
        assertThat(release.last().hooks().getFirst().lastRun().phase()).isEqualTo(HookPhase.FAILED);
        assertThat(names()).isEmpty();
        assertThat(jobs()).isEmpty();
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
    void testsARelease() {
        done(release.install(
                content(configMap("one", "1"), job("good", 0, TEST, List.of(RecordedHook.SUCCEEDED), "run-for: 0s"))));

        ReleaseRecord tested = done(release.test());

        assertThat(tested.status()).isEqualTo(ReleaseStatus.DEPLOYED);
        assertThat(release.last().hooks().getFirst().lastRun().phase()).isEqualTo(HookPhase.SUCCEEDED);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void runsOnlyTheTestsThatAreWanted() {
        done(release.install(content(
                configMap("one", "1"),
                job("good", 0, TEST, List.of(), "run-for: 0s"),
                job("bad", 0, TEST, List.of(), "exit-code: \"1\""))));

        TestOptions options = new TestOptions(TIMEOUT, List.of(new TestOptions.Filter("bad", true)), Set.of());
        done(end(release.actions.test(release.target, release.history(), options)));

        assertThat(jobs()).containsExactly("good");
        assertThat(failure(release.test()).message()).contains("hook test shop/templates/bad.yaml failed");
        assertThat(release.statuses()).containsExactly("1 deployed");
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
    void leavesWhatBelongsToAnotherReleaseNow() {
        done(release.install(content(configMap("one", "1") + configMap("two", "1"))));
        client.configMaps()
                .inNamespace(namespace)
                .withName("two")
                .edit(two -> new ConfigMapBuilder(two)
                        .editMetadata()
                        .addToAnnotations("meta.helm.sh/release-name", "other")
                        .endMetadata()
                        .build());

        done(release.uninstall());

        assertThat(names()).containsExactly("two");
    }

    @Test
    void refusesObjectsOfOthersUnlessItMayTakeThemOver() {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("one")
                        .endMetadata()
                        .addToData("other", "x")
                        .build())
                .create();
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions careful = new InstallOptions(usual.waiting(), usual.method(), false, false, 5, "", Map.of());

        ActionFailure failure = failure(
                release.actions.install(release.target, release.history(), content(configMap("one", "1")), careful));

        assertThat(failure.message())
                .isEqualTo("ConfigMap \"one\" in namespace \"" + namespace
                        + "\" exists and cannot be imported into the current release: invalid ownership metadata; "
                        + "label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"; "
                        + "annotation validation error: missing key \"meta.helm.sh/release-name\": must be set to \"shop\"; "
                        + "annotation validation error: missing key \"meta.helm.sh/release-namespace\": must be set to \""
                        + namespace + "\"");
        assertThat(release.statuses()).isEmpty();
        done(release.install(content(configMap("one", "1"))));
        assertThat(live("one").getData()).containsOnlyKeys("other", "value");
    }

    /** What an uninstalled revision had counts for nothing. */
    @Test
    void refusesObjectsOfOthersAfterAnUninstallation() {
        done(release.install(content(configMap("one", "1"))));
        UninstallOptions keeping = new UninstallOptions(WaitOptions.of(TIMEOUT), Propagation.BACKGROUND, true, "");
        done(end(release.actions.uninstall(release.target, release.history(), keeping)));
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("one")
                        .endMetadata()
                        .build())
                .create();
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions careful = new InstallOptions(usual.waiting(), usual.method(), false, false, 5, "", Map.of());

        assertThat(failure(release.actions.install(
                        release.target, release.history(), content(configMap("one", "1")), careful)))
                .isInstanceOf(ObjectFailure.NotOwned.class);
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

    private ConfigMap live(String name) {
        return client.configMaps().inNamespace(namespace).withName(name).require();
    }

    private List<String> names() {
        return client.configMaps().inNamespace(namespace).list().getItems().stream()
                .map(map -> map.getMetadata().getName())
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .sorted()
                .toList();
    }

    private List<String> jobs() {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .sorted()
                .toList();
    }
}
