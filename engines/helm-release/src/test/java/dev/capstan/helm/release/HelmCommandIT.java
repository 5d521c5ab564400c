package dev.capstan.helm.release;

import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.Holders;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our releases in the hands of the real Helm command, and its releases in ours. */
class HelmCommandIT extends ReleaseScenario {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private HelmCommand helm;

    @BeforeEach
    void command(TestCluster cluster) {
        helm = new HelmCommand(cluster.kubeconfig(), namespace);
    }

    @Test
    void theCommandReadsOurReleases() throws Exception {
        done(release.install(chart(configMap("one", "1"))));
        done(release.upgrade(chart(configMap("one", "2"))));

        assertThat(helm.run("list"))
                .containsPattern("shop\\s+" + namespace + "\\s+2\\s.*\\sdeployed\\s+shop-1.2.3\\s+9");
        assertThat(helm.run("history", "shop"))
                .containsPattern("1\\s.*\\ssuperseded\\s+shop-1.2.3\\s+9\\s+Install complete")
                .containsPattern("2\\s.*\\sdeployed\\s+shop-1.2.3\\s+9\\s+Upgrade complete");
        assertThat(helm.run("get", "all", "shop"))
                .contains("STATUS: deployed", "REVISION: 2", "value: \"2\"", "CHART: shop");
        assertThat(helm.run("get", "manifest", "shop")).contains("name: one");
    }

    @Test
    void theCommandGoesOnWithOurReleasesAndWeWithIts() throws Exception {
        done(release.install(chart(configMap("one", "1"))));
        done(release.upgrade(chart(configMap("one", "2") + configMap("two", "2"))));

        helm.run("rollback", "shop", "1", "--server-side=true", "--force-conflicts");
        assertThat(release.statuses()).containsExactly("1 superseded", "2 superseded", "3 deployed");
        assertThat(values()).isEqualTo(Map.of("one", "1"));

        done(release.upgrade(chart(configMap("one", "4"))));
        assertThat(release.statuses()).containsExactly("1 superseded", "2 superseded", "3 superseded", "4 deployed");
        assertThat(values()).isEqualTo(Map.of("one", "4"));
        helm.run("uninstall", "shop");
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
        assertThat(values()).isEmpty();
    }

    @Test
    void weTakeOverWhatTheCommandInstalled() throws Exception {
        helm.run("install", "shop", onDisk("a: one\n  b: two").toString(), "--labels", "team=x");
        assertThat(release.statuses()).containsExactly("1 deployed");
        assertThat(release.last().chartName()).isEqualTo("disk");

        done(release.upgrade(chart(configMap("disk", "2").replace("value:", "a:"))));

        var disk = client.configMaps().inNamespace(namespace).withName("disk").require();
        assertThat(disk.getData()).as("what left the chart leaves the object").isEqualTo(Map.of("a", "2"));
        assertThat(disk.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .containsExactly("helm-controller");
        assertThat(helm.run("history", "shop")).contains("Upgrade complete");
        assertThat(release.history().last().orElseThrow().labels()).isEqualTo(Map.of("team", "x"));
        helm.run("rollback", "shop", "1", "--force-conflicts");
        assertThat(values()).containsKey("disk");
    }

    @Test
    void weTakeOverWhatTheCommandInstalledClientSide() throws Exception {
        helm.run("install", "shop", onDisk("a: one\n  b: two").toString(), "--server-side=false");
        assertThat(release.last().applyMethod()).isEqualTo(ApplyMethod.CLIENT_SIDE);

        ReleaseContent next = chart(configMap("disk", "2").replace("value:", "a:"));
        UpgradeOptions usual = UpgradeOptions.of(WaitOptions.of(TIMEOUT));
        UpgradeOptions serverSide =
                new UpgradeOptions(usual.waiting(), ApplyChoice.SERVER_SIDE, true, false, false, 5, "", Map.of());
        done(ReleaseFixture.end(release.actions.upgrade(release.target, release.history(), next, serverSide)));

        var disk = client.configMaps().inNamespace(namespace).withName("disk").require();
        assertThat(disk.getData()).isEqualTo(Map.of("a", "2"));
        assertThat(disk.getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getOperation)
                .containsExactly("Apply");
    }

    @Test
    void aCommandThatWasKilledIsRecognisedByItsSilence() throws Exception {
        Path chart = withHook(onDisk("a: one"), HookEvent.PRE_INSTALL);
        Process process = helm.start(folder.resolve("out"), "install", "shop", chart.toString());
        await().atMost(TIMEOUT).until(() -> !release.statuses().isEmpty());
        process.destroyForcibly().waitFor();

        assertThat(release.last().status()).isEqualTo(ReleaseStatus.PENDING_INSTALL);
        assertThat(release.state())
                .isInstanceOfSatisfying(
                        ReleaseState.Held.class,
                        held -> assertThat(held.message()).contains("was begun by Helm, which is still at work"));
        ActionOutcome early = release.upgrade(chart(configMap("one", "1")));
        assertThat(early).isInstanceOf(ActionOutcome.Held.class);
        Instant later = Instant.now().plus(Duration.ofMinutes(7));
        assertThat(ReleaseState.of(release.history(), Holders.inPlaceOfFlux(), later))
                .isInstanceOf(ReleaseState.Abandoned.class);
    }

    @Test
    void aCommandThatUninstallsIsLeftAlone() throws Exception {
        Path chart = withHook(onDisk("a: one"), HookEvent.POST_DELETE);
        helm.run("install", "shop", chart.toString());
        Process process = helm.start(folder.resolve("out"), "uninstall", "shop");
        await().atMost(TIMEOUT).until(() -> values().isEmpty());

        assertThat(release.state())
                .isInstanceOfSatisfying(
                        ReleaseState.Held.class,
                        held -> assertThat(held.message()).contains("uninstalling was begun by Helm"));
        assertThat(release.uninstall()).isInstanceOf(ActionOutcome.Held.class);
        process.destroyForcibly().waitFor();
        Instant later = Instant.now().plus(Duration.ofMinutes(7));
        assertThat(ReleaseState.of(release.history(), Holders.inPlaceOfFlux(), later))
                .isInstanceOf(ReleaseState.Uninstalling.class);
    }

    /** The same chart with a Job that never ends. */
    private static Path withHook(Path chart, HookEvent event) throws IOException {
        Files.writeString(
                chart.resolve("templates/hook.yaml"),
                ReleaseFixture.job("wait", 0, event, List.of(), "run-for: 1h")
                        .manifest()
                        .replace(
                                "  name: wait\n",
                                "  name: wait\n  annotations: {\"helm.sh/hook\": " + event.word() + "}\n"));
        return chart;
    }

    private static ReleaseContent chart(String manifest) {
        return content(manifest);
    }

    private Path onDisk(String data) throws IOException {
        Path chart = Files.createDirectories(folder.resolve("disk"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: disk\nversion: 0.1.0\n");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("templates/map.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: disk
                data:
                  %s
                """.formatted(data));
        return chart;
    }

    private Map<String, String> values() {
        Map<String, String> values = new java.util.TreeMap<>();
        client.configMaps().inNamespace(namespace).list().getItems().forEach(map -> {
            if (!map.getMetadata().getName().equals("kube-root-ca.crt")) {
                values.put(
                        map.getMetadata().getName(),
                        String.valueOf(map.getData().get("value")));
            }
        });
        return values;
    }
}
