package dev.capstan.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ArgoKeys;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The take-over alone: Argo CD is what it leaves in a cluster, its pods are simulated, and our controller is played. */
@WithCluster(dedicated = true)
class MigrateArgoTakeOverIT {
    private static final String CONTROLLER = "argocd-application-controller";
    private static final String SETS = "argocd-applicationset-controller";

    private final TestCluster cluster;
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    private String plane = "";

    MigrateArgoTakeOverIT(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    @BeforeEach
    void argoCd(TestNamespace namespace) {
        plane = namespace.name();
        namespace.apply(workload("StatefulSet", CONTROLLER, 2));
        namespace.apply(workload("Deployment", SETS, 1));
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shop}
                data: {color: blue}
                """);
        application(
                "shop", "{version: v1, kind: ConfigMap, namespace: %s, name: shop, status: Synced}".formatted(plane));
        client.apps().statefulSets().inNamespace(plane).withName(CONTROLLER).waitUntilReady(60, TimeUnit.SECONDS);
        client.apps().deployments().inNamespace(plane).withName(SETS).waitUntilReady(60, TimeUnit.SECONDS);
    }

    /** The survey looks at the Applications of all namespaces. */
    @AfterEach
    void noApplicationIsLeft() {
        client.genericKubernetesResources(ToolkitKind.APPLICATION.context())
                .inNamespace(plane)
                .delete();
    }

    private static String workload(String kind, String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: %1$s
                metadata:
                  name: %2$s
                  labels: {app.kubernetes.io/name: %2$s, app.kubernetes.io/part-of: argocd}
                spec:
                  replicas: %3$d
                  selector: {matchLabels: {app.kubernetes.io/name: %2$s}}
                  template:
                    metadata: {labels: {app.kubernetes.io/name: %2$s}}
                    spec: {containers: [{name: argocd, image: 'argocd:1'}]}
                """.formatted(kind, name, replicas);
    }

    private void application(String name, String resources) {
        client.resource("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  project: default
                  destination: {server: 'https://kubernetes.default.svc', namespace: %2$s}
                  source: {repoURL: 'https://git.test/shop', path: .}
                status:
                  sync: {status: Synced, revision: abc, comparedTo: {destination: {}, source: {repoURL: a}}}
                  health: {status: Healthy}
                  resources: [%3$s]
                """.formatted(name, plane, resources)).serverSideApply();
    }

    /** A Deployment of ours that is there, and waits. */
    private void ours(TestNamespace namespace) {
        namespace.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: application-controller
                  labels: {app.kubernetes.io/part-of: flux}
                spec:
                  selector: {matchLabels: {app: ours}}
                  template:
                    metadata: {labels: {app: ours}}
                    spec: {containers: [{name: manager, image: 'ours:1', env: [{name: CAPSTAN_A, value: b}]}]}
                """);
        client.apps()
                .deployments()
                .inNamespace(plane)
                .withName("application-controller")
                .waitUntilReady(60, TimeUnit.SECONDS);
    }

    /** Takes requests off as our controller does once Argo CD's is gone, after doing something of its own. */
    private Watch answering(Runnable first) {
        return client.genericKubernetesResources(ToolkitKind.APPLICATION.context())
                .inNamespace(plane)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource object) {
                        boolean isAsked = action != Action.DELETED
                                && Objects.requireNonNullElse(
                                                object.getMetadata().getAnnotations(), Map.<String, String>of())
                                        .containsKey(ArgoKeys.REFRESH);
                        if (isAsked && statefulSet().getSpec().getReplicas() == 0) {
                            first.run();
                            client.resource(object)
                                    .patch(
                                            PatchContext.of(PatchType.JSON_MERGE),
                                            "{\"metadata\":{\"annotations\":{\"%s\":null}}}"
                                                    .formatted(ArgoKeys.REFRESH));
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    private StatefulSet statefulSet() {
        return client.apps()
                .statefulSets()
                .inNamespace(plane)
                .withName(CONTROLLER)
                .get();
    }

    private int replicasOfSets() {
        return client.apps()
                .deployments()
                .inNamespace(plane)
                .withName(SETS)
                .get()
                .getSpec()
                .getReplicas();
    }

    private CapstanProcess.Result capstan(String... options) {
        var words = new ArrayList<>(List.of(
                "migrate",
                "argocd",
                "-n",
                plane,
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--no-compare"));
        words.addAll(List.of(options));
        return new CapstanProcess(folder, Map.of()).run(words.toArray(String[]::new));
    }

    @Test
    void applicationsChangeHandsAndComeBack(TestNamespace namespace) {
        ours(namespace);

        CapstanProcess.Result done;
        try (Watch _ = answering(() -> {})) {
            done = capstan("--take-over", "--accept-differences", "--yes");
        }

        assertThat(done.exit()).as(done.toString()).isZero();
        assertThat(done.text())
                .contains(
                        "✓ Argo CD's controllers have stopped",
                        "✓ Capstan has looked at 1 Applications",
                        "0 of 1 workload objects were written",
                        "capstan migrate argocd --back -n " + plane);
        assertThat(statefulSet().getSpec().getReplicas()).isZero();
        assertThat(statefulSet().getMetadata().getAnnotations())
                .containsEntry("capstan.dev/replicas-before-migration", "2");
        assertThat(replicasOfSets()).isZero();

        CapstanProcess.Result back = capstan("--back", "--yes");

        assertThat(back.exit()).as(back.toString()).isZero();
        assertThat(back.text()).contains("✓ Argo CD runs");
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
        assertThat(Objects.requireNonNullElse(statefulSet().getMetadata().getAnnotations(), Map.<String, String>of()))
                .doesNotContainKey("capstan.dev/replicas-before-migration");
        assertThat(replicasOfSets()).isOne();
    }

    @Test
    void aWriteOfOursIsSaid(TestNamespace namespace) {
        ours(namespace);

        CapstanProcess.Result done;
        try (Watch _ = answering(() -> client.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shop, namespace: %s}
                data: {color: red}
                """.formatted(plane))
                .fieldManager("argocd-controller")
                .forceConflicts()
                .serverSideApply())) {
            done = capstan("--take-over", "--accept-differences", "--yes");
        }

        assertThat(done.exit()).as(done.toString()).isOne();
        assertThat(done.text())
                .as(done.toString())
                .contains("1 of 1 workload objects were written", "  " + plane + "_shop__ConfigMap");
    }

    @Test
    void withoutOursNothingIsStopped() {
        CapstanProcess.Result refused = capstan("--take-over", "--accept-differences", "--yes");

        assertThat(refused.exit()).as(refused.toString()).isOne();
        assertThat(refused.err())
                .contains("Nothing was changed.", "application-controller does not run in this cluster");
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void whatWasNotComparedIsNotTakenOver(TestNamespace namespace) {
        ours(namespace);

        CapstanProcess.Result refused = capstan("--take-over", "--yes");

        assertThat(refused.exit()).as(refused.toString()).isOne();
        assertThat(refused.err()).contains("Nothing was compared; --accept-differences goes on all the same");
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
    }

    /** An Application of Argo CD itself would start it again. */
    @Test
    void anApplicationThatKeepsArgoCdIsInTheWay(TestNamespace namespace) {
        ours(namespace);
        application(
                "argocd",
                "{group: apps, version: v1, kind: StatefulSet, namespace: %s, name: %s, status: Synced}"
                        .formatted(plane, CONTROLLER));

        CapstanProcess.Result refused = capstan("--take-over", "--accept-differences", "--yes");

        assertThat(refused.exit()).as(refused.toString()).isOne();
        assertThat(refused.err()).contains("Application " + plane + "/argocd keeps StatefulSet " + CONTROLLER);
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void aKustomizationThatKeepsArgoCdIsInTheWay(TestNamespace namespace) {
        ours(namespace);
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: platform}
                spec:
                  interval: 10m
                  prune: true
                  sourceRef: {kind: GitRepository, name: platform}
                """);
        client.resource(statefulSet()).patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"metadata": {"labels": {
                          "kustomize.toolkit.fluxcd.io/name": "platform",
                          "kustomize.toolkit.fluxcd.io/namespace": "%s"}}}
                        """.formatted(plane));

        CapstanProcess.Result refused = capstan("--take-over", "--accept-differences", "--yes");

        assertThat(refused.exit()).as(refused.toString()).isOne();
        assertThat(refused.err())
                .contains(
                        "Kustomization " + plane + "/platform keeps StatefulSet " + CONTROLLER,
                        "capstan suspend ks platform -n " + plane);
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
    }

    /** Broken off when Argo CD has stopped, and ours does nothing: it is said how to get out of that. */
    @Test
    void aTakeOverThatOursDoesNotAnswerNamesTheWayBack(TestNamespace namespace) {
        ours(namespace);

        CapstanProcess.Result stopped = capstan("--take-over", "--accept-differences", "--yes", "--timeout", "15s");

        assertThat(stopped.exit()).as(stopped.toString()).isOne();
        assertThat(stopped.err()).contains("1 of 1 Applications were not looked at within 15s");
        assertThat(stopped.text())
                .contains("Applications be kept by nobody", "or go back: capstan migrate argocd --back -n " + plane)
                .doesNotContain("Capstan takes care of Applications now");
        assertThat(capstan("--back", "--yes").exit()).isZero();
        assertThat(statefulSet().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void thereIsNoWayBackFromWhereNobodyHasGone() {
        CapstanProcess.Result back = capstan("--back", "--yes");

        assertThat(back.exit()).as(back.toString()).isOne();
        assertThat(back.err()).contains("There is no way back");
    }
}
