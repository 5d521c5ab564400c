package dev.capstan.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.SecretStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.CapstanCommand;
import dev.capstan.testkit.process.CapstanCommand.Ended;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capstan history}, {@code rollback} and {@code get} for HelmReleases, as processes against a real API server. */
@WithCluster
class ReleaseCommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final TestCluster cluster;

    @TempDir
    private Path folder;

    private TestNamespace namespace;

    ReleaseCommandsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** A HelmRelease with two revisions, the first of which only its record knows. */
    @BeforeEach
    void releaseWithTwoRevisions(TestNamespace empty) {
        namespace = empty;
        apply(false);
        store(1, "1.0.0", ReleaseStatus.SUPERSEDED, "Install complete");
        store(2, "1.1.0", ReleaseStatus.DEPLOYED, "Upgrade complete");
        status("""
                {"history": [{"apiVersion": "v2", "digest": "sha256:d", "name": "web", "namespace": "%s", "version": 2,
                  "status": "deployed", "chartName": "web", "chartVersion": "1.1.0", "appVersion": "7",
                  "configDigest": "%s", "firstDeployed": "2026-01-01T00:00:00Z", "lastDeployed": "2026-01-02T00:00:00Z",
                  "action": "upgrade"}], "storageNamespace": "%s"}
                """.formatted(namespace.name(), DIGEST, namespace.name()));
    }

    @Test
    void historyListsEveryRevisionWithWhatCausedIt() throws Exception {
        Ended history = capstan("history", "helmreleases", "web");

        assertThat(history.code()).as(history.output()).isZero();
        assertThat(history.output().lines())
                .hasSize(3)
                .anyMatch(
                        line -> line.matches(
                                ".* web +1 +2026-01-01T00:00:00Z +superseded +web@1.0.0 +7 +e3b0c44298fc +by capstan-tests +Install complete"))
                .anyMatch(
                        line -> line.matches(
                                ".* web +2 +2026-01-01T00:00:00Z +deployed +web@1.1.0 +7 +e3b0c44298fc +upgrade +Upgrade complete"));
    }

    @Test
    void historyAsJsonAndYamlHasTheSameFields() throws Exception {
        JsonNode json =
                JSON.readTree(capstan("history", "hr", "web", "-o", "json").output());

        assertThat(json).hasSize(2);
        assertThat(json.get(1).path("revision").asInt()).isEqualTo(2);
        assertThat(json.get(1).path("valuesDigest").asText()).isEqualTo(DIGEST);
        assertThat(json.get(1).path("cause").asText()).isEqualTo("upgrade");
        assertThat(capstan("history", "hr", "web", "-o", "yaml").output())
                .contains("namespace: " + namespace.name(), "chartVersion: 1.0.0", "cause: upgrade");
    }

    @Test
    void whatWasNeverReleasedOrIsNotThereIsSaid() throws Exception {
        assertThat(capstan("history", "hr", "nothing"))
                .isEqualTo(new Ended(
                        1, "capstan: There is no HelmRelease named nothing in namespace " + namespace.name() + "\n"));
        assertThat(capstan("history", "deployments").code()).isEqualTo(2);
    }

    @Test
    void aHelmReleaseThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        namespace.apply("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: broken}\n");

        Ended all = capstan("history", "hr");
        assertThat(all.code()).isZero();
        assertThat(all.output())
                .contains("HelmRelease %s/broken cannot be read: The object has no spec".formatted(namespace.name()))
                .contains("web@1.1.0");
        assertThat(capstan("rollback", "hr", "broken").output()).contains("cannot be read");
    }

    @Test
    void getShowsChartVersionAndRevision() throws Exception {
        assertThat(capstan("get", "helmreleases").output().lines())
                .anyMatch(line ->
                        line.matches("NAMESPACE +HELMRELEASES +CHART +VERSION +REVISION +SUSPENDED +READY +MESSAGE"))
                .anyMatch(line -> line.matches(".* web +web +1\\.1\\.0 +2 +False +False +waiting to be reconciled"));
    }

    @Test
    void rollbackAsksForTheRevisionBeforeByAnnotation() throws Exception {
        Ended rollback = capstan("rollback", "helmrelease", "web", "--no-wait");

        assertThat(rollback.output()).startsWith("Asked for revision 1 of HelmRelease " + namespace.name() + "/web");
        assertThat(rollback.code()).isZero();
        assertThat(annotations().get(ToolkitKeys.ROLLBACK)).startsWith("1@");
        assertThat(annotations().get(ToolkitKeys.REQUESTED_AT))
                .isEqualTo(annotations().get(ToolkitKeys.ROLLBACK));
    }

    @Test
    void rollbackWaitsForTheAnswerAndPrintsIt() throws Exception {
        Process waiting = command().start(folder.resolve("rollback.txt"), "rollback", "hr", "web", "1");
        try {
            String request = await().atMost(Duration.ofSeconds(60))
                    .until(() -> annotations().getOrDefault(ToolkitKeys.ROLLBACK, ""), value -> !value.isEmpty());
            status("{\"rollback\": {\"request\": \"%s\", \"target\": 1}}".formatted(request));
            status("{\"rollback\": {\"request\": \"%s\", \"target\": 1, \"failure\": \"revision 1 is not stored\"}}"
                    .formatted(request));

            assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(folder.resolve("rollback.txt")))
                    .endsWith("capstan: revision 1 is not stored\n");
            assertThat(waiting.exitValue()).isEqualTo(1);
        } finally {
            waiting.destroyForcibly();
        }
    }

    @Test
    void diffShowsWhatOthersChangedAndWhatARollbackWouldDo() throws Exception {
        namespace.apply(settings("1.1.0"));
        store(3, "1.2.0", ReleaseStatus.DEPLOYED, "Upgrade complete");
        Ended none = capstan("diff", "hr", "web");
        assertThat(none)
                .isEqualTo(new Ended(1, "ConfigMap/%s/settings-of-1.2.0 created\n".formatted(namespace.name())));
        namespace.apply(settings("1.2.0"));

        Ended marks = capstan("diff", "hr", "web");
        assertThat(marks.code()).isEqualTo(1);
        assertThat(marks.output())
                .startsWith("ConfigMap/%s/settings-of-1.2.0 configured\n".formatted(namespace.name()))
                .contains("  metadata.annotations")
                .contains("meta.helm.sh/release-name");

        Ended back = capstan("diff", "hr", "web", "--revision", "2");
        assertThat(back.output().lines())
                .anyMatch(line -> line.endsWith("settings-of-1.1.0 configured"))
                .anyMatch(line -> line.endsWith("settings-of-1.2.0 deleted"));
        assertThat(back.code()).isEqualTo(1);
    }

    @Test
    void diffEndsWithZeroWithoutADifferenceAndWithTwoWhenItCannotBeTold() throws Exception {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings-of-1.1.0
                  labels: {app.kubernetes.io/managed-by: Helm}
                  annotations: {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: %s}
                data: {chart: 1.1.0}
                """.formatted(namespace.name()));

        assertThat(capstan("diff", "hr", "web")).isEqualTo(new Ended(0, ""));
        assertThat(capstan("diff", "hr", "nothing").code()).isEqualTo(2);
        assertThat(capstan("diff", "hr", "web", "--revision", "9").output())
                .contains("has no revision 9; there are: 1, 2");
        assertThat(capstan("diff", "hr", "web", "--revision", "9").code()).isEqualTo(2);
    }

    /** A long history is read within bounds; a revision beyond them is there all the same. */
    @Test
    void diffComparesARevisionOlderThanThoseThatAreReadAtOnce() throws Exception {
        for (int version = 3; version <= 12; version++) {
            store(version, "1.2.0", ReleaseStatus.SUPERSEDED, "Upgrade complete");
        }
        store(13, "1.3.0", ReleaseStatus.DEPLOYED, "Upgrade complete");

        Ended diff = capstan("diff", "hr", "web", "--revision", "1");

        assertThat(diff)
                .isEqualTo(new Ended(1, "ConfigMap/%s/settings-of-1.0.0 created\n".formatted(namespace.name())));
        assertThat(capstan("diff", "hr", "web", "--revision", "14").output())
                .contains("has no revision 14; there are: 1, 2, 3, 4");
    }

    @Test
    void diffSaysThatARecordIsDamaged() throws Exception {
        Secret damaged = namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName("sh.helm.release.v1.web.v2")
                .edit(secret -> new SecretBuilder(secret)
                        .addToData("release", "bm8gcmVjb3Jk")
                        .build());

        for (String[] arguments : new String[][] {
            {"diff", "hr", "web"}, {"diff", "hr", "web", "--revision", "1"}, {"diff", "hr", "web", "--revision", "2"}
        }) {
            Ended diff = capstan(arguments);
            assertThat(diff.output())
                    .startsWith("capstan: The record " + damaged.getMetadata().getName())
                    .contains("cannot be read");
            assertThat(diff.code()).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeRolledBackIsNotAskedFor() throws Exception {
        assertThat(capstan("rollback", "hr", "web", "9"))
                .isEqualTo(new Ended(
                        1,
                        "capstan: HelmRelease %s/web has no revision 9; there are: 1 superseded, 2 deployed\n"
                                .formatted(namespace.name())));
        assertThat(capstan("rollback", "hr", "web", "2").output()).contains("is the current one");
        assertThat(capstan("rollback", "hr", "web", "-1").code()).isEqualTo(2);
        assertThat(capstan("rollback", "kustomization", "web").code()).isEqualTo(2);

        apply(true);
        assertThat(capstan("rollback", "hr", "web", "1").output()).contains("is suspended");
        assertThat(annotations()).doesNotContainKey(ToolkitKeys.ROLLBACK);
    }

    private void apply(boolean isSuspended) {
        namespace.apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web}
                spec:
                  suspend: %s
                  interval: 1h
                  chartRef: {kind: HelmChart, name: web}
                """.formatted(isSuspended));
    }

    private void store(int version, String chartVersion, ReleaseStatus status, String description) {
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.putObject("metadata")
                .put("name", "web")
                .put("version", chartVersion)
                .put("appVersion", "7");
        var content =
                new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), settings(chartVersion), List.of(), "");
        ReleaseRecord record = ReleaseRecord.install(
                        new RevisionId(namespace.name(), "web", version),
                        content,
                        ApplyMethod.SERVER_SIDE,
                        Instant.parse("2026-01-01T00:00:00.5Z"))
                .with(status, description);
        var patient = new PatientCluster(
                Fabric8ClusterApi.of(namespace.client()), Clock.systemUTC(), Duration.ofSeconds(5), new Cancellation());
        assertThat(new SecretStorage(patient, Clock.systemUTC(), "capstan-tests", "")
                        .create(new ReleaseKey(namespace.name(), "web"), record, Map.of()))
                .isInstanceOf(StorageResult.Done.class);
    }

    private static String settings(String chartVersion) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings-of-%1$s}
                data: {chart: %1$s}
                """.formatted(chartVersion);
    }

    private void status(String json) {
        resource().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": " + json + "}");
    }

    private Map<String, String> annotations() {
        return Optional.ofNullable(resource().get().getMetadata().getAnnotations())
                .orElse(Map.of());
    }

    private Resource<HelmRelease> resource() {
        return namespace
                .client()
                .resources(HelmRelease.class)
                .inNamespace(namespace.name())
                .withName("web");
    }

    private Ended capstan(String... arguments) throws IOException, InterruptedException {
        return command().run(arguments);
    }

    private CapstanCommand command() {
        return new CapstanCommand(cluster.kubeconfig(), namespace.name(), folder);
    }
}
