package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cluster is kept as the repository says, in the right order, and its health is waited for. */
interface ApplyContract extends InstalledScenario {
    @Test
    default void prunesWhatACommitRemoves() {
        tenant().push(
                        "both",
                        Map.of(
                                "app/one.yaml",
                                Tenant.configMap("one", "1"),
                                "app/two.yaml",
                                Tenant.configMap("two", "1")));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("two", "1");

        String removed = tenant().remove("two goes", "app/two.yaml");

        tenant().awaitGone("two");
        tenant().awaitApplied("app", removed);
        assertThat(tenant().configMap("one")).isPresent();
    }

    @Test
    default void putsBackWhatSomebodyChangedOrDeleted() {
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "right")));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("one", "right");
        tenant().awaitApplied("app", Tenant.revision(tenant().repository().head()));

        cluster()
                .client()
                .configMaps()
                .inNamespace(tenant().name())
                .withName("one")
                .edit(map ->
                        new ConfigMapBuilder(map).addToData("value", "wrong").build());
        tenant().awaitValue("one", "right");

        cluster()
                .client()
                .configMaps()
                .inNamespace(tenant().name())
                .withName("one")
                .delete();
        tenant().awaitValue("one", "right");
    }

    @Test
    default void appliesADefinitionWithItsObjectInOneCommitAndDependentsAfterwards() {
        tenant().allowInCluster();
        String group = "e" + tenant().name().substring(tenant().name().length() - 8) + ".example.com";
        tenant().push(
                        "all at once",
                        Map.of(
                                "infra/definition.yaml",
                                """
                        apiVersion: apiextensions.k8s.io/v1
                        kind: CustomResourceDefinition
                        metadata: {name: widgets.%1$s}
                        spec:
                          group: %1$s
                          scope: Namespaced
                          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
                          versions:
                          - name: v1
                            served: true
                            storage: true
                            schema:
                              openAPIV3Schema:
                                type: object
                                properties: {spec: {type: object, properties: {size: {type: integer}}}}
                        """.formatted(group),
                                "infra/widget.yaml",
                                "apiVersion: %s/v1\nkind: Widget\nmetadata: {name: first}\nspec: {size: 1}\n"
                                        .formatted(group),
                                "app/one.yaml",
                                Tenant.configMap("after", "1")));
        tenant().source();
        tenant().kustomization("app", "./app", "dependsOn: [{name: infra}]");
        tenant().awaitFailure("app", "DependencyNotReady");
        assertThat(tenant().configMap("after")).isEmpty();

        tenant().kustomization("infra", "./infra", "wait: true");

        tenant().awaitApplied("infra", Tenant.revision(tenant().repository().head()));
        tenant().awaitValue("after", "1");
        GenericKubernetesResource widget = cluster()
                .client()
                .genericKubernetesResources(group + "/v1", "Widget")
                .inNamespace(tenant().name())
                .withName("first")
                .get();
        assertThat(widget).isNotNull();
    }

    @Test
    default void tellsAboutFailingHealthAndRecoversWithTheFix() {
        tenant().push("broken", Map.of("app/web.yaml", deployment("never", "true")));
        tenant().source();
        tenant().kustomization("app", "./app", "wait: true", "timeout: 5s");
        String message = tenant().awaitFailure("app", "HealthCheckFailed");
        assertThat(message).contains("web");

        String fix = tenant().push("fixed", Map.of("app/web.yaml", deployment("never", "false")));

        tenant().awaitApplied("app", fix);
    }

    @Test
    default void aNewerCommitEndsALongWait() {
        tenant().push("stuck", Map.of("app/web.yaml", deployment("never", "true")));
        tenant().source();
        tenant().kustomization("app", "./app", "wait: true", "timeout: 10m");
        await("the deployment is applied")
                .atMost(Tenant.SOON)
                .until(() -> cluster()
                                .client()
                                .apps()
                                .deployments()
                                .inNamespace(tenant().name())
                                .withName("web")
                                .get()
                        != null);

        String newer = tenant().push("newer", Map.of("app/web.yaml", deployment("never", "false")));

        tenant().awaitApplied("app", newer);
    }

    @Test
    default void leavesASuspendedKustomizationAloneAndCatchesUpWhenItIsResumed() {
        tenant().push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant().source();
        tenant().kustomization("app", "./app");
        tenant().awaitValue("one", "1");
        tenant().patch("app", "{\"spec\":{\"suspend\":true}}");
        String second = tenant().push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
        tenant().awaitFetched(second);
        tenant().awaitHandled("app", tenant().request("app"));
        assertThat(tenant().configMap("one").orElseThrow().getData()).containsEntry("value", "1");

        tenant().patch("app", "{\"spec\":{\"suspend\":false}}");

        tenant().awaitValue("one", "2");
        tenant().awaitApplied("app", second);
    }

    private static String deployment(String key, String never) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  progressDeadlineSeconds: 600
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata:
                      labels: {app: web}
                      annotations: {devcluster.capstan.dev/%s-ready: "%s"}
                    spec:
                      containers: [{name: web, image: example.com/web:1}]
                """.formatted(key, never);
    }
}
