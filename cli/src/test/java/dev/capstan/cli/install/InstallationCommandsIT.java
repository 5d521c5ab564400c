package dev.capstan.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.cli.CapstanProcess.Result;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of an installation, as processes against an API server; pods are played, and those of {@code .invalid} have no image. */
@WithCluster(dedicated = true, crds = false)
@TestMethodOrder(OrderAnnotation.class)
class InstallationCommandsIT {

    private static final String NAMESPACE = "flux-system";

    private final TestCluster cluster;
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    InstallationCommandsIT(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    @Test
    @Order(1)
    void anEmptyClusterPassesTheCheckBeforeAndFailsTheOneAfter() {
        Result before = capstan("check", "--pre");
        assertThat(before.exit()).as(before.toString()).isZero();
        assertThat(before.text()).contains("Kubernetes: v1.", "you may do everything", "nobody else works here");

        Result after = capstan("check", "-o", "json");
        assertThat(after.exit()).isEqualTo(1);
        assertThat(after.text()).contains("\"ok\":false", "there are none in the namespace flux-system");
    }

    @Test
    @Order(2)
    void whoMayNotInstallLearnsWhichRightsAreMissing(TestNamespace home) {
        Path other = TestAccount.create(home, "nobody").kubeconfig(folder);

        Result refused = process().run("install", "--kubeconfig", other.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        "Nothing was installed",
                        "you may not get, create, patch namespaces",
                        "customresourcedefinitions",
                        "list, watch pods in the namespace flux-system");
        assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
    }

    @Test
    @Order(3)
    void imagesThatCannotBePulledLeaveNothingBehind() {
        Result failed =
                capstan("install", "--components", "source", "--registry", "registry.invalid", "--timeout", "3s");

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err())
                .contains(
                        "Deployment source-controller: its image registry.invalid/capstan/source-controller",
                        "cannot be pulled",
                        "Everything is as it was before");
        assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
        assertThat(definitions()).isEmpty();
        assertThat(ours("ClusterRole")).isEmpty();
    }

    @Test
    @Order(4)
    void everythingIsInstalledAndWorks() {
        Result plan = capstan("install", "--dry-run");
        assertThat(plan.exit()).as(plan.toString()).isZero();
        assertThat(plan.text())
                .contains(
                        "Namespace flux-system would be created",
                        "capstan-nats-tls would be made",
                        "Nothing was written");
        assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();

        Result installed = capstan("install", "--cluster-reconciler");

        assertThat(installed.exit()).as(installed.toString()).isZero();
        assertThat(installed.text())
                .containsSubsequence(
                        "made the Secret capstan-nats",
                        "StatefulSet nats is ready",
                        "Deployment kustomize-controller is ready",
                        "everything that was checked works");
        assertThat(definitions()).hasSize(ToolkitKind.served().size());
        Result check = capstan("check");
        assertThat(check.exit()).as(check.toString()).isZero();

        client.secrets().inNamespace(NAMESPACE).withName("capstan-nats-tls").delete();
        Result without = capstan("check");
        assertThat(without.exit()).isEqualTo(1);
        assertThat(without.text()).contains("✗ Secret capstan-nats-tls: the certificate of NATS is missing");
    }

    @Test
    @Order(5)
    void anUpgradeKeepsSecretsAndChangesImages() {
        Map<String, String> password = secret("capstan-nats").getData();

        Result upgraded = capstan("install", "--tag", "v9.9.9", "--cluster-reconciler");

        assertThat(upgraded.exit()).as(upgraded.toString()).isZero();
        assertThat(upgraded.text()).contains("made the Secret capstan-nats-tls");
        assertThat(secret("capstan-nats").getData()).isEqualTo(password);
        assertThat(image("helm-controller")).isEqualTo("capstan/helm-controller:v9.9.9");
        Result again = capstan("install", "--tag", "v9.9.9", "--cluster-reconciler");
        assertThat(again.text()).contains("applied: 0 created, 0 changed");
    }

    @Test
    @Order(6)
    void anUpgradeThatFailsIsTakenBack() {
        String before = image("source-controller");

        Result failed = capstan(
                "install",
                "--tag",
                "v10.0.0",
                "--registry",
                "registry.invalid",
                "--timeout",
                "3s",
                "--cluster-reconciler");

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("Everything is as it was before");
        assertThat(image("source-controller")).isEqualTo(before);
        assertThat(capstan("check").text()).contains("! Definitions: ", "is of v10.0.0, the controllers of v9.9.9");

        Result withoutNats = capstan(
                "install",
                "--tag",
                "v9.9.9",
                "--nats-image",
                "registry.invalid/nats:2",
                "--timeout",
                "10s",
                "--cluster-reconciler");

        assertThat(withoutNats.exit()).isEqualTo(1);
        assertThat(withoutNats.err()).contains("StatefulSet nats: ", "Everything is as it was before");
        assertThat(capstan("install", "--tag", "v9.9.9", "--cluster-reconciler").exit())
                .isZero();
    }

    @Test
    @Order(7)
    void aSmallerChoiceTakesAwayTheRest() {
        HasMetadata release = object(ToolkitKind.HELM_RELEASE, "web", """
                {interval: 1h, chartRef: {kind: OCIRepository, name: web}}
                """);

        Result plan =
                capstan("install", "--components", "source,kustomize", "--one-pod", "--tag", "v9.9.9", "--dry-run");

        assertThat(plan.text())
                .contains(
                        "StatefulSet flux-system/nats would be deleted",
                        "CustomResourceDefinition helmreleases.helm.toolkit.fluxcd.io stays: there are objects of it",
                        "CustomResourceDefinition alerts.notification.toolkit.fluxcd.io would be deleted");

        Result smaller = capstan("install", "--components", "source,kustomize", "--one-pod", "--tag", "v9.9.9");

        assertThat(smaller.exit()).as(smaller.toString()).isZero();
        assertThat(smaller.text())
                .contains(
                        "StatefulSet flux-system/nats is gone",
                        "CustomResourceDefinition helmreleases.helm.toolkit.fluxcd.io stays: there are objects of it",
                        "CustomResourceDefinition alerts.notification.toolkit.fluxcd.io is gone");
        assertThat(ours("Deployment")).containsExactly("capstan");
        assertThat(ours("ClusterRole")).noneMatch(name -> name.startsWith("helm-controller"));
        assertThat(capstan("check").exit()).isZero();
        client.resource(release).delete();
    }

    /** A name that is the end of the right one, so that names of cluster roles end with it too. */
    @Test
    @Order(8)
    void uninstallInAWrongNamespaceTouchesNothing() {
        client.resource("---\n{apiVersion: v1, kind: Namespace, metadata: {name: system}}")
                .create();
        List<String> roles = ours("ClusterRole");

        Result wrong = capstan("uninstall", "-y", "--namespace", "system");

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains("Nothing of Capstan is in the namespace system", "flux-system/capstan");
        assertThat(ours("ClusterRole")).isNotEmpty().isEqualTo(roles);
        assertThat(client.namespaces().withName("system").get().getMetadata().getDeletionTimestamp())
                .isNull();
        client.namespaces().withName("system").delete();
    }

    @Test
    @Order(9)
    void uninstallLeavesWhatWasAppliedAndNothingElse() {
        client.resource("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: applied, namespace: default}}")
                .create();
        var applied = object(ToolkitKind.KUSTOMIZATION, "apps", """
                {interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: none}}
                """);
        client.resource(applied).edit(object -> {
            object.getMetadata().setFinalizers(List.of("finalizers.fluxcd.io"));
            return object;
        });
        client.resource("""
                ---
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding,
                  metadata: {name: cluster-reconciler-helm-flux-system},
                  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}}
                """).create();

        Result said = capstan("uninstall");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("Kustomization default/apps: the 0 objects that it applied stay", "[y/N]");

        Result gone = capstan("uninstall", "-y", "--timeout", "60s");

        assertThat(gone.exit()).as(gone.toString()).isZero();
        assertThat(definitions()).isEmpty();
        assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
        assertThat(ours("ClusterRole")).isEmpty();
        assertThat(client.rbac()
                        .clusterRoleBindings()
                        .withName("cluster-reconciler-helm-flux-system")
                        .get())
                .isNull();
        assertThat(client.configMaps()
                        .inNamespace("default")
                        .withName("applied")
                        .get())
                .isNotNull();
        assertThat(capstan("uninstall", "-y").text()).contains("Nothing of Capstan is in this cluster");
    }

    @Test
    @Order(10)
    void theControllersOfFluxAreNotFoughtWith() {
        client.resource("---\n{apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}")
                .create();
        client.resource("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: source-controller, namespace: flux-system, labels: {app.kubernetes.io/part-of: flux}}
                spec:
                  selector: {matchLabels: {app: source-controller}}
                  template:
                    metadata: {labels: {app: source-controller}}
                    spec: {containers: [{name: manager, image: ghcr.io/fluxcd/source-controller:v1.7.0}]}
                """).create();

        for (String[] command : List.of(new String[] {"install"}, new String[] {"uninstall", "-y"})) {
            Result refused = capstan(command);

            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("flux-system/source-controller", "migrate flux");
        }
        Result check = capstan("check", "--pre");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.text()).contains("✗ Flux: ");
        client.namespaces().withName(NAMESPACE).delete();
    }

    private CapstanProcess process() {
        return new CapstanProcess(
                folder,
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Dcapstan.home=%s -Dcapstan.state=%s"
                                .formatted(Path.of("..").toAbsolutePath().normalize(), folder)));
    }

    private Result capstan(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString()));
        return process().run(all.toArray(String[]::new));
    }

    private HasMetadata object(ToolkitKind kind, String name, String spec) {
        return client.resource("---\n{apiVersion: %s, kind: %s, metadata: {name: %s, namespace: default}, spec: %s}"
                        .formatted(kind.apiVersion(), kind.kind(), name, spec.strip()))
                .create();
    }

    private List<String> definitions() {
        return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .map(definition -> definition.getMetadata().getName())
                .toList();
    }

    private List<String> ours(String kind) {
        var list = kind.equals("Deployment")
                ? client.apps().deployments().inNamespace(NAMESPACE).list().getItems()
                : client.rbac()
                        .clusterRoles()
                        .withLabel("app.kubernetes.io/part-of", "flux")
                        .list()
                        .getItems();
        return list.stream()
                .map(HasMetadata.class::cast)
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private Secret secret(String name) {
        return client.secrets().inNamespace(NAMESPACE).withName(name).get();
    }

    private String image(String deployment) {
        Deployment found = client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(deployment)
                .get();
        return found.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }
}
