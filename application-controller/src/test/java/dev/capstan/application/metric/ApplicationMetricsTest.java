package dev.capstan.application.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.sync.OperationPhase;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ApplicationMetrics metrics = new ApplicationMetrics(registry);

    @Test
    void anApplicationIsOneSeriesWhoseLabelsFollowIt() {
        show("sync: {status: OutOfSync}");
        show("sync: {status: Synced}, health: {status: Healthy}");

        assertThat(registry.find("argocd_app_info").gauges()).singleElement().satisfies(gauge -> {
            assertThat(gauge.value()).isEqualTo(1);
            assertThat(gauge.getId().getTags())
                    .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                    .containsExactlyInAnyOrder(
                            "namespace=argocd",
                            "name=shop",
                            "project=default",
                            "autosync_enabled=false",
                            "repo=https://git.example.com/shop",
                            "dest_server=https://kubernetes.default.svc",
                            "dest_namespace=web",
                            "sync_status=Synced",
                            "health_status=Healthy",
                            "operation=");
        });
    }

    @Test
    void whatNobodyLookedAtIsUnknown() {
        show("");

        assertThat(registry.get("argocd_app_info")
                        .tags("sync_status", "Unknown", "health_status", "Unknown")
                        .gauge())
                .isNotNull();
    }

    @Test
    void n087_aPasswordInAUrlIsNotShown() {
        ApplicationObject application = application("", "https://jane:hunter2@Git.example.com/shop.git");

        metrics.show(application, application.status().orElseThrow());

        assertThat(registry.get("argocd_app_info").gauge().getId().getTag("repo"))
                .isEqualTo("https://git.example.com/shop");
    }

    @Test
    void syncsAreCountedByTheirEnd() {
        metrics.synced(application(""), OperationPhase.SUCCEEDED, false);
        metrics.synced(application(""), OperationPhase.SUCCEEDED, false);
        metrics.synced(application(""), OperationPhase.FAILED, false);

        assertThat(registry.get("argocd_app_sync")
                        .tag("phase", "Succeeded")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("argocd_app_sync")
                        .tag("phase", "Failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theSeriesOfAnApplicationGoWithIt() {
        show("");
        metrics.synced(application(""), OperationPhase.SUCCEEDED, false);
        metrics.healed(application(""));
        metrics.reconciled(application(""), Duration.ofMillis(300));

        metrics.forget(new ObjectKey("argocd", "shop"));

        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.getId().getName()).startsWith("argocd_app_reconcile"));
    }

    private void show(String status) {
        ApplicationObject application = application(status);
        metrics.show(application, application.status().orElseThrow());
    }

    private static ApplicationObject application(String status) {
        return application(status, "https://git.example.com/shop");
    }

    private static ApplicationObject application(String status, String url) {
        Application read = Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec:
                  project: ""
                  source: {repoURL: "%s"}
                  destination: {name: in-cluster, namespace: web}
                status: {%s}
                """.formatted(url, status), Application.class);
        return new ApplicationObject(
                "argocd",
                "shop",
                Map.of(),
                List.of(),
                Optional.empty(),
                read.getSpec(),
                Optional.ofNullable(read.getStatus()),
                Optional.empty());
    }
}
