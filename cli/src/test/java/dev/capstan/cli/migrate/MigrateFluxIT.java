package dev.capstan.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capstan migrate flux} as processes, on a cluster that looks as Flux leaves it; the pods are played. */
@WithCluster(dedicated = true)
class MigrateFluxIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    MigrateFluxIT(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    @Test
    void aClusterIsTakenOverWithoutAWriteAndGivenBack() throws Exception {
        ScratchRepository repository = ScratchRepository.create(folder, "config");
        String commit = repository.commit("first", Map.of("apps/settings.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: apps}
                data: {color: blue}
                """));
        var flux = new FluxCluster(client);
        try (GitBackendServer git = GitBackendServer.serve(folder)) {
            flux.install(git.url("config"), commit);
            flux.awaitReady();
            ConfigMap before = settings();

            theTenantsAreInTheWay();
            thePlanSaysWhatHappens();
            itStopsWhereObjectsDoNotAnswer();
            itGoesOnAndProvesIt(flux);
            assertThat(settings()).isEqualTo(before);
            assertThat(flux.definition().getStatus().getStoredVersions()).containsExactly("v1");

            CapstanProcess.Result back = capstan("--back", "--yes");
            assertThat(back.exit()).as(back.toString()).isZero();
            fluxIsAsItWas(flux);
            assertThat(settings()).isEqualTo(before);
        }
    }

    private void theTenantsAreInTheWay() {
        CapstanProcess.Result refused = capstan("--yes");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.text())
                .contains(
                        "Kustomization: names no service account, and would be applied as 'default' of its namespace"
                                + " (1: flux-system/apps)",
                        "--single-tenant");
        assertThat(refused.err()).contains("Nothing was changed");
    }

    private void thePlanSaysWhatHappens() throws Exception {
        CapstanProcess.Result plan = capstan("--single-tenant", "-o", "json");

        assertThat(plan.exit()).as(plan.toString()).isZero();
        JsonNode json = JSON.readTree(plan.out());
        assertThat(json.at("/kustomizations/0/answer").asText()).isEqualTo("compared");
        assertThat(json.at("/kustomizations/0/changes")).isEmpty();
        assertThat(json.at("/releases/0/verdict").asText()).isEqualTo("stays");
        List<String> variables = new ArrayList<>();
        json.path("settings").forEach(it -> variables.add(it.path("variable").asText()));
        assertThat(variables)
                .contains(
                        "CAPSTAN_KUSTOMIZE_REQUEUE_DEPENDENCY",
                        "CAPSTAN_KUSTOMIZE_FEATURE_GATES_STRICT_POST_BUILD_SUBSTITUTIONS");
        assertThat(json.path("findings").toString()).contains("v1beta2 will not be served any more");
    }

    /** Nobody reconciles anything in this cluster, as if our pods hung. */
    private void itStopsWhereObjectsDoNotAnswer() {
        CapstanProcess.Result stopped = capstan("--single-tenant", "--yes", "--timeout", "6s");

        assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(1);
        assertThat(stopped.text()).contains("✓ Capstan runs", "capstan migrate flux --back");
        assertThat(stopped.err()).contains("1 of the gitrepositories are not as they were");
        Deployment ours = deployment("kustomize-controller");
        assertThat(manager(ours).getArgs()).isEmpty();
        assertThat(manager(ours).getEnv())
                .anyMatch(it -> it.getName().equals("CAPSTAN_KUSTOMIZE_REQUEUE_DEPENDENCY")
                        && it.getValue().equals("5s"))
                .noneMatch(it -> it.getName().equals("CAPSTAN_KUSTOMIZE_DEFAULT_SERVICE_ACCOUNT"));
        assertThat(client.serviceAccounts()
                        .inNamespace(FluxCluster.NAMESPACE)
                        .withName("source-controller")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("eks.amazonaws.com/role-arn", "sources");
    }

    private void itGoesOnAndProvesIt(FluxCluster flux) {
        try (var _ = flux.answering(ToolkitKind.GIT_REPOSITORY);
                var _ = flux.answering(ToolkitKind.KUSTOMIZATION);
                var _ = flux.answering(ToolkitKind.HELM_RELEASE)) {
            CapstanProcess.Result done = capstan("--single-tenant", "--yes");

            assertThat(done.exit()).as(done.toString()).isZero();
            assertThat(done.text()).contains("0 of 1 workload objects were written");
        }
    }

    private void fluxIsAsItWas(FluxCluster flux) {
        Deployment kustomize = deployment("kustomize-controller");
        assertThat(kustomize.getSpec().getReplicas()).isEqualTo(2);
        assertThat(manager(kustomize).getImage()).isEqualTo("ghcr.io/fluxcd/kustomize-controller:v1.8.5");
        assertThat(manager(kustomize).getArgs()).contains("--requeue-dependency=5s");
        assertThat(manager(kustomize).getEnv()).isEmpty();
        assertThat(client.rbac()
                        .clusterRoleBindings()
                        .withName("crd-controller-flux-system")
                        .get())
                .isNotNull();
        assertThat(client.apps()
                        .statefulSets()
                        .inNamespace(FluxCluster.NAMESPACE)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(flux.definition().getSpec().getVersions()).hasSize(2);
        assertThat(client.secrets()
                        .inNamespace(FluxCluster.NAMESPACE)
                        .withLabel("capstan.dev/migration")
                        .list()
                        .getItems())
                .isEmpty();
    }

    private Deployment deployment(String name) {
        return client.apps()
                .deployments()
                .inNamespace(FluxCluster.NAMESPACE)
                .withName(name)
                .get();
    }

    private static Container manager(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private ConfigMap settings() {
        return client.configMaps().inNamespace("apps").withName("settings").get();
    }

    private CapstanProcess.Result capstan(String... options) {
        Path root = Path.of("..").toAbsolutePath().normalize(); // has the folder k8s, as the distribution
        var words = new ArrayList<>(
                List.of("migrate", "flux", "--kubeconfig", cluster.kubeconfig().toString()));
        words.addAll(List.of(options));
        return new CapstanProcess(
                        folder, Map.of("JAVA_TOOL_OPTIONS", "-Dcapstan.home=%1$s -Dcapstan.state=%1$s".formatted(root)))
                .run(words.toArray(String[]::new));
    }
}
