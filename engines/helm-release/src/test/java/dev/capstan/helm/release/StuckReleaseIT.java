package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_UPGRADE;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Owner;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What blocks a release: the message names it and what ends it, and when it is ended the release goes on. */
@WithCluster(crds = false)
class StuckReleaseIT {

    private static final Duration SHORT = Duration.ofSeconds(2);

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
    void aHookThatNeverEnds() {
        ActionFailure failure = failure(end(release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("wait", 0, PRE_INSTALL, List.of(), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(SHORT)))));

        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/wait.yaml failed: resource Job/" + namespace
                        + "/wait not ready. status: InProgress")
                .contains("context deadline exceeded");
        done(release.upgrade(content(configMap("one", "1"), job("wait", 0, PRE_UPGRADE, List.of(), "run-for: 0s"))));
    }

    /** Nobody would make it anew: it is not waited for until the time is up. */
    @Test
    void aHookThatSomebodyDeletes() {
        ActionOutcome running = release.actions.install(
                release.target,
                release.history(),
                content(configMap("one", "1"), job("gone", 0, PRE_INSTALL, List.of(), "run-for: 1h")),
                InstallOptions.of(WaitOptions.of(Duration.ofHours(1))));
        client.batch().v1().jobs().inNamespace(namespace).withName("gone").delete();

        ActionFailure failure = failure(end(running));

        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/gone.yaml failed: resource Job/" + namespace
                        + "/gone not ready. status: Failed")
                .containsPattern("deleted (while it was waited for|before it has run)");
        assertThat(failure.advice()).contains("somebody has deleted");
        done(release.upgrade(content(configMap("one", "1"))));
    }

    @Test
    void aMissingDefinition() {
        String kind = "Gadget" + namespace.substring(namespace.length() - 8);
        String manifest = configMap("one", "1") + """
                ---
                apiVersion: stuck.example.org/v1
                kind: %s
                metadata:
                  name: gadget
                """.formatted(kind);

        ActionFailure failure = failure(release.install(content(manifest)));

        assertThat(failure.message())
                .contains("no matches for kind \"" + kind + "\" in version \"stuck.example.org/v1\"");
        assertThat(failure.advice()).contains("Install the CustomResourceDefinition");
        assertThat(failure.isTransient()).isTrue();
        ActionOutcome prepared = end(
                release.actions.prepare(release.target, List.of(definition(kind)), DefinitionPolicy.CREATE, TIMEOUT));
        assertThat(prepared).isInstanceOf(ActionOutcome.Prepared.class);
        done(release.upgrade(content(manifest)));
    }

    @Test
    void neverWritesOverADefinitionThatIsThere() {
        String kind = "Widget" + namespace.substring(namespace.length() - 8);
        end(release.actions.prepare(release.target, List.of(definition(kind)), DefinitionPolicy.CREATE, TIMEOUT));
        String name = kind.toLowerCase(java.util.Locale.ROOT) + "s.stuck.example.org";
        ChartFile other = new ChartFile(
                "crds/other.yaml",
                new String(definition(kind).file().data(), StandardCharsets.UTF_8)
                        .replace("shortNames: [first]", "shortNames: [second]")
                        .getBytes(StandardCharsets.UTF_8));
        List<CustomResourceFile> changed = List.of(new CustomResourceFile("shop/crds/other.yaml", other));

        end(release.actions.prepare(release.target, changed, DefinitionPolicy.SKIP, TIMEOUT));
        end(release.actions.prepare(release.target, changed, DefinitionPolicy.CREATE, TIMEOUT));
        assertThat(shortNames(name)).containsExactly("first");
        end(release.actions.prepare(release.target, changed, DefinitionPolicy.CREATE_REPLACE, TIMEOUT));
        assertThat(shortNames(name)).containsExactly("second");
    }

    @Test
    void aNamespaceThatIsTerminating() {
        String doomed = namespace + "-x";
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(doomed)
                        .endMetadata()
                        .build())
                .create();
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
        ReleaseTarget target =
                new ReleaseTarget(new ReleaseKey(namespace, "away"), doomed, new Owner(Owner.HELM, namespace, "away"));
        InstallOptions usual = InstallOptions.of(WaitOptions.of(TIMEOUT));
        InstallOptions creating = new InstallOptions(usual.waiting(), usual.method(), true, true, 5, "", Map.of());
        var api = Fabric8ClusterApi.of(client);
        try (ReleaseFixture away = new ReleaseFixture(api, api, target)) {
            ActionFailure failure = failure(
                    end(away.actions.install(target, away.history(), content(configMap("one", "1")), creating)));

            assertThat(failure.message()).contains("one").contains(doomed).contains("being deleted");
            assertThat(failure.advice()).isNotEmpty();

            client.configMaps()
                    .inNamespace(doomed)
                    .withName("keeper")
                    .edit(keeper -> new ConfigMapBuilder(keeper)
                            .editMetadata()
                            .withFinalizers()
                            .endMetadata()
                            .build());
            await().atMost(TIMEOUT)
                    .until(() -> client.namespaces().withName(doomed).get() == null);
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(doomed)
                            .endMetadata()
                            .build())
                    .create();
            done(away.upgrade(content(configMap("one", "1"))));
        } finally {
            client.namespaces().withName(doomed).delete();
        }
    }

    @Test
    void anUninstallationThatFailed() {
        done(release.install(content(configMap("one", "1"))));
        client.configMaps()
                .inNamespace(namespace)
                .withName("one")
                .edit(one -> new ConfigMapBuilder(one)
                        .editMetadata()
                        .addToFinalizers("example.org/keep")
                        .endMetadata()
                        .build());

        ActionFailure failure = failure(end(release.actions.uninstall(
                release.target, release.history(), UninstallOptions.of(WaitOptions.of(SHORT)))));

        assertThat(failure.message())
                .contains("resource ConfigMap/" + namespace + "/one still exists")
                .contains("waits for the finalizers example.org/keep");
        assertThat(release.state()).isInstanceOf(ReleaseState.Uninstalling.class);
        assertThat(release.last().description()).startsWith("Uninstallation failed: resource ConfigMap/");
        client.configMaps()
                .inNamespace(namespace)
                .withName("one")
                .edit(one -> new ConfigMapBuilder(one)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
        done(release.uninstall());
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void aRecordThatIsTooLarge() {
        byte[] noise = new byte[1_200_000];
        new Random(1).nextBytes(noise);
        ObjectNode chart = Records.chart();
        chart.putArray("files")
                .addObject()
                .put("name", "dump.bin")
                .put("data", Base64.getEncoder().encodeToString(noise));
        ReleaseContent large =
                new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), configMap("one", "1"), List.of(), "");

        ActionFailure failure = failure(release.install(large));

        assertThat(failure.message()).contains("a Secret holds at most", "the chart's file dump.bin");
        assertThat(failure.advice()).contains(".helmignore");
        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isNull();
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void aRecordThatIsDamaged() {
        done(release.install(content(configMap("one", "1"))));
        String secret = "sh.helm.release.v1.shop.v1";
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(damaged -> new SecretBuilder(damaged)
                        .addToData(
                                "release",
                                Base64.getEncoder().encodeToString("H4sIAAAAAAAA".getBytes(StandardCharsets.UTF_8)))
                        .build());

        for (ActionOutcome outcome : List.of(
                release.install(content(configMap("two", "1"))),
                release.upgrade(content(configMap("two", "1"))),
                release.uninstall())) {
            assertThat(failure(outcome).message())
                    .contains("Secret " + secret + ", cannot be read")
                    .contains("damaged");
            assertThat(failure(outcome).advice()).contains("Restore the Secret from a backup, or delete it");
        }
        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isNotNull();
        assertThat(client.configMaps().inNamespace(namespace).withName("two").get())
                .isNull();
        client.secrets().inNamespace(namespace).withName(secret).delete();
        done(release.install(content(configMap("one", "1"))));
    }

    /** Only the newest one counts; the damaged one goes with the release, or nothing could be said of it afterwards. */
    @Test
    void anOlderRecordThatIsDamaged() {
        done(release.install(content(configMap("one", "1"))));
        done(release.upgrade(content(configMap("one", "2"))));
        damage("sh.helm.release.v1.shop.v1");

        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.history().unreadable()).hasSize(1);
        done(release.uninstall());

        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
        assertThat(client.secrets().inNamespace(namespace).list().getItems()).isEmpty();
    }

    /** The release is deployed; that an older revision says so, too, is put right by the next action. */
    @Test
    void anOlderRevisionThatCannotBeSuperseded() {
        done(release.install(content(configMap("one", "1"))));
        ClusterApi refusing = new ForwardingCluster(Fabric8ClusterApi.of(client)) {
            @Override
            public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
                return object.name().endsWith(".v1")
                        ? new ApiResult.Refused<>(403, "Forbidden", "not this one", List.of(), Optional.empty())
                        : super.jsonPatch(object, operations, fieldManager);
            }
        };
        try (ReleaseFixture refused = new ReleaseFixture(Fabric8ClusterApi.of(client), refusing, release.target)) {
            assertThat(refused.upgrade(content(configMap("one", "2"))))
                    .isInstanceOfSatisfying(
                            ActionOutcome.Done.class,
                            done -> assertThat(done.notices())
                                    .singleElement()
                                    .asString()
                                    .contains(
                                            "an older revision still counts as deployed",
                                            "sh.helm.release.v1.shop.v1"));
        }
        assertThat(release.statuses()).containsExactly("1 deployed", "2 deployed");
        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.statuses()).containsExactly("1 superseded", "2 superseded", "3 deployed");
    }

    /** It is deleted, and only its number is still taken. */
    @Test
    void aRecordThatAFinalizerKeeps() {
        done(release.install(content(configMap("one", "1"))));
        String secret = "sh.helm.release.v1.shop.v1";
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(record -> new SecretBuilder(record)
                        .editMetadata()
                        .addToFinalizers("example.org/keep")
                        .endMetadata()
                        .build());

        assertThat(release.uninstall())
                .isInstanceOfSatisfying(
                        ActionOutcome.Done.class,
                        done -> assertThat(done.notices())
                                .containsExactly("the release record " + secret
                                        + " is being deleted and waits for the finalizers example.org/keep:"
                                        + " whoever set them must remove them"));

        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
        done(release.install(content(configMap("one", "2"))));
        assertThat(release.statuses()).containsExactly("2 deployed");
        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.statuses()).containsExactly("2 superseded", "3 deployed");
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(record -> new SecretBuilder(record)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
    }

    /** What is not read at first is read when it is needed, and goes when it is too much. */
    @Test
    void aHistoryThatIsNotReadAsAWhole() {
        UpgradeOptions usual = UpgradeOptions.of(WaitOptions.of(TIMEOUT));
        UpgradeOptions unlimited =
                new UpgradeOptions(usual.waiting(), usual.apply(), true, false, false, 0, "", Map.of());
        done(release.install(content(configMap("one", "1"))));
        for (int version = 2; version <= 18; version++) {
            done(end(release.actions.upgrade(
                    release.target, release.history(), content(configMap("one", "" + version)), unlimited)));
        }
        assertThat(release.history().revisions()).hasSize(10);
        assertThat(release.history().unread()).hasSize(8);

        done(end(release.actions.rollback(
                release.target,
                release.history(),
                2,
                new RollbackOptions(usual.waiting(), usual.apply(), false, false, 0))));
        assertThat(value("one")).isEqualTo("2");
        assertThat(failure(release.rollback(77)).message()).contains("release has no 77 version");

        done(release.upgrade(content(configMap("one", "20"))));
        assertThat(release.statuses())
                .containsExactly("16 superseded", "17 superseded", "18 superseded", "19 superseded", "20 deployed");
        assertThat(release.history().unread()).isEmpty();
        done(release.uninstall());
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void twoUpgradesAtOnce() {
        done(release.install(content(configMap("one", "1"))));
        try (ReleaseFixture other = new ReleaseFixture(client, namespace)) {
            var history = other.history();
            done(release.upgrade(content(configMap("one", "2"))));

            ActionFailure failure = failure(end(other.actions.upgrade(
                    other.target,
                    history,
                    content(configMap("one", "3")),
                    UpgradeOptions.of(WaitOptions.of(TIMEOUT)))));

            assertThat(failure).isEqualTo(new RecordFailure.Overtaken("sh.helm.release.v1.shop.v2"));
            assertThat(value("one")).isEqualTo("2");
            done(other.upgrade(content(configMap("one", "3"))));
            assertThat(value("one")).isEqualTo("3");
        }
    }

    /** The Helm command drops the annotations that it does not know. */
    @Test
    void aRecordThatAnotherToolHasWritten() {
        done(release.install(content(configMap("one", "1"))));
        var history = release.history();
        client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .edit(secret -> new SecretBuilder(secret)
                        .editMetadata()
                        .withAnnotations(Map.of())
                        .endMetadata()
                        .build());

        ActionFailure failure = failure(
                end(release.actions.uninstall(release.target, history, UninstallOptions.of(WaitOptions.of(TIMEOUT)))));

        assertThat(failure).isEqualTo(new RecordFailure.Overtaken("sh.helm.release.v1.shop.v1"));
        assertThat(value("one")).isEqualTo("1");
        done(release.uninstall());
    }

    /** A process that was believed dead comes back: its next write is refused, and it gives up. */
    @Test
    void aProcessThatWasBelievedDead() {
        done(release.install(content(configMap("one", "1"))));
        ActionOutcome asleep = release.actions.upgrade(
                release.target,
                release.history(),
                content(configMap("one", "2"), job("wait", 0, PRE_UPGRADE, List.of(), "run-for: 2s")),
                UpgradeOptions.of(WaitOptions.of(TIMEOUT)));
        try (ReleaseFixture successor = new ReleaseFixture(client, namespace)) {
            assertThat(successor.state()).isInstanceOf(ReleaseState.Abandoned.class);
            done(successor.upgrade(content(configMap("one", "3"))));

            assertThat(failure(end(asleep))).isInstanceOf(RecordFailure.Overtaken.class);
            assertThat(value("one")).isEqualTo("3");
            assertThat(successor.statuses()).containsExactly("1 superseded", "2 failed", "3 deployed");
        }
    }

    private static CustomResourceFile definition(String kind) {
        String lower = kind.toLowerCase(java.util.Locale.ROOT);
        String text = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %1$ss.stuck.example.org
                spec:
                  group: stuck.example.org
                  scope: Namespaced
                  names: {kind: %2$s, plural: %1$ss, singular: %1$s, listKind: %2$sList, shortNames: [first]}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object}}
                """.formatted(lower, kind);
        return new CustomResourceFile(
                "shop/crds/" + lower + ".yaml",
                new ChartFile("crds/" + lower + ".yaml", text.getBytes(StandardCharsets.UTF_8)));
    }

    private void damage(String secret) {
        String text = Base64.getEncoder().encodeToString("H4sIAAAAAAAA".getBytes(StandardCharsets.UTF_8));
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(whole ->
                        new SecretBuilder(whole).addToData("release", text).build());
    }

    private List<String> shortNames(String definition) {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .require()
                .getSpec()
                .getNames()
                .getShortNames();
    }

    private String value(String name) {
        return String.valueOf(client.configMaps()
                .inNamespace(namespace)
                .withName(name)
                .require()
                .getData()
                .get("value"));
    }
}
