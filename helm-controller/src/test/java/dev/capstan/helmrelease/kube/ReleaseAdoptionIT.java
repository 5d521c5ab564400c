package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.helm.HelmProgram;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A HelmRelease and the real Helm command at work on one release. */
class ReleaseAdoptionIT extends HelmControllerFixture {

    @TempDir
    Path folder;

    @Test
    void aReleaseThatTheCommandInstalledIsTakenOver() throws Exception {
        helm("install", "web", chart("0.9.0").toString(), "--set", "data.k=one,data.old=x");
        assertThat(data("web-settings")).containsEntry("k", "one").containsEntry("old", "x");
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", "values: {data: {k: two}}");

        HelmRelease ready = awaitReady("web", 2);
        assertThat(history(ready)).containsExactly("v2 deployed 1.0.0");
        assertThat(condition(ready, Condition.READY).orElseThrow().message())
                .startsWith("Helm upgrade succeeded for release " + namespace.name() + "/web.v2");
        assertThat(records()).containsExactly("v1 superseded", "v2 deployed");
        assertThat(data("web-settings"))
                .as("what the command applied and the chart does not have any more is gone")
                .isEqualTo(Map.of("chart", "1.0.0", "revision", "2", "k", "two"));
        assertThat(configMap("web-settings").orElseThrow().getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .containsExactly("helm-controller");
        assertThat(helm("history", "web"))
                .containsPattern("1\\s.*\\ssuperseded\\s+web-0.9.0\\s")
                .containsPattern("2\\s.*\\sdeployed\\s+web-1.0.0\\s+7\\s+Upgrade complete");
    }

    @Test
    void aRollbackByTheCommandIsFollowedByWhatTheHelmReleaseSays() throws Exception {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "values: {data: {k: one}}");
        awaitReady("web", 1);
        release("web", "values: {data: {k: two}}");
        awaitReady("web", 2);

        helm("rollback", "web", "1", "--server-side=true", "--force-conflicts");
        assertThat(data("web-settings")).containsEntry("k", "one");
        annotate("web", Map.of("reconcile.fluxcd.io/requestedAt", "now"));

        awaitReady("web", 4);
        assertThat(data("web-settings")).containsEntry("k", "two");
        assertThat(records()).containsExactly("v1 superseded", "v2 superseded", "v3 superseded", "v4 deployed");
    }

    @Test
    void aHelmReleaseThatGoesBeforeItTookOverLeavesTheRelease() throws Exception {
        helm("install", "web", chart("0.9.0").toString(), "--set", "data.k=one");
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "dependsOn: [{name: db}]");
        awaitReason("web", "DependencyNotReady");

        resource("web").delete();

        patiently().until(() -> resource("web").get() == null);
        assertThat(records()).containsExactly("v1 deployed");
        assertThat(data("web-settings")).containsEntry("k", "one");
    }

    private Path chart(String version) throws IOException {
        Path chart = folder.resolve("web");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: web\nversion: %s\n".formatted(version));
        Files.writeString(chart.resolve("templates/config.yaml"), CONFIG);
        return chart;
    }

    private String helm(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        var words = new ArrayList<>(List.of(
                HelmProgram.orSkip().toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--namespace",
                namespace.name()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(1, TimeUnit.MINUTES);
        if (!hasEnded) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(hasEnded && process.exitValue() == 0).as(said).isTrue();
        return said;
    }
}
