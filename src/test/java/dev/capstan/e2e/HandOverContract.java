package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.process.CapstanCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an Application to a Kustomization as the guide says it, while what runs is left alone. */
interface HandOverContract extends InstalledScenario {
    String PATH = "environments/prod/";
    String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "web:1"}]}
            """;

    @Test
    default void anApplicationIsHandedOver(@TempDir Path folder) throws Exception {
        tenant().allowInCluster();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PATH + "web.yaml", WEB);
        files.put(PATH + "settings.yaml", settings("value: \"1\", leftover: \"yes\""));
        files.put(PATH + "old.yaml", Tenant.configMap("old", "1"));
        String first = tenant().repository().commit("first", files);
        try (var argo = new ArgoTenant(tenant())) {
            argo.seed();
            argo.awaitSynced(first);
            Deployment before = argo.deployment("web").get();
            ConfigMap settings = argo.configMap("settings").get();

            List<Path> proposed = propose(folder, argo, files);
            argo.handOver("web", "settings", "old");
            argo.deleteAlone();
            for (Path file : proposed) {
                tenant().namespace().client().load(Files.newInputStream(file)).serverSideApply();
            }
            tenant().awaitApplied(argo.name(), Tenant.revision(first));

            Deployment after = argo.deployment("web").get();
            assertThat(after.getMetadata().getUid())
                    .isEqualTo(before.getMetadata().getUid());
            assertThat(after.getSpec()).isEqualTo(before.getSpec());
            assertThat(after.getMetadata().getLabels()).containsEntry("kustomize.toolkit.fluxcd.io/name", argo.name());
            assertThat(after.getMetadata().getAnnotations())
                    .doesNotContainKeys("argocd.argoproj.io/tracking-id", "capstan.dev/takeover");
            ConfigMap kept = argo.configMap("settings").get();
            assertThat(kept.getMetadata().getUid())
                    .isEqualTo(settings.getMetadata().getUid());
            assertThat(kept.getData()).isEqualTo(settings.getData());

            tenant().repository().delete(PATH + "old.yaml");
            String second =
                    tenant().repository().commit("second", Map.of(PATH + "settings.yaml", settings("value: \"2\"")));
            capstan(folder, tenant().name(), "reconcile", "ks", argo.name(), "--with-source");
            tenant().awaitApplied(argo.name(), Tenant.revision(second));

            assertThat(argo.configMap("settings").get().getData()).isEqualTo(Map.of("value", "2"));
            argo.awaitGone("old");
        }
    }

    private static String settings(String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {%s}\n".formatted(data);
    }

    private List<Path> propose(Path folder, ArgoTenant argo, Map<String, String> files)
            throws IOException, InterruptedException {
        Path checkout = folder.resolve("checkout");
        for (var file : files.entrySet()) {
            Path path = checkout.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path out = folder.resolve("proposed");
        String said = capstan(
                folder,
                ArgoTenant.CONTROL_PLANE,
                "migrate",
                "argocd",
                argo.name(),
                "--to",
                "flux",
                "--to-namespace",
                tenant().name(),
                "--checkout",
                tenant().git().url("config") + "=" + checkout,
                "--output-dir",
                out.toString());
        assertThat(said).contains(argo.name() + ": the same 3 objects");
        return List.of(out.resolve("00-sources.yaml"), out.resolve(argo.name() + ".yaml"));
    }

    private String capstan(Path folder, String namespace, String... words) throws IOException, InterruptedException {
        var ended = new CapstanCommand(cluster().kubeconfig(), namespace, folder).run(words);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }
}
