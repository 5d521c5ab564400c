package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While Argo CD's own controller runs, Applications are left to it. */
class BesideArgoCdIT extends ApplicationFixture {
    private static final String LEFT = "Applications are left to Argo CD's own controller";

    @Override
    void prepare() {
        client.resource("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: argocd-application-controller
                  namespace: %s
                  labels:
                    app.kubernetes.io/name: argocd-application-controller
                    app.kubernetes.io/part-of: argocd
                spec:
                  replicas: 1
                  selector: {matchLabels: {a: b}}
                  template:
                    metadata: {labels: {a: b}}
                    spec: {containers: [{name: argocd, image: argocd:1}]}
                """.formatted(plane)).serverSideApply();
    }

    @Test
    void applicationsAreTakenCareOfAsSoonAsItDoesNotRun() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        patiently().until(this::events, it -> it.stream().anyMatch(event -> event.startsWith("LeftToArgoCD: " + LEFT)));
        assertThat(find().map(Application::getStatus)).isEmpty();
        assertThat(controllerLog()).contains(LEFT + ", StatefulSet " + plane + "/argocd-application-controller");

        scale(0);
        awaitSynced(first);

        scale(1);
        patiently().until(() -> controllerLog().split(LEFT, -1).length > 2);
        String second = commit(Map.of("one.yaml", configMap("one", "b")));
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
        assertThat(find().flatMap(it -> it.annotation("argocd.argoproj.io/refresh")))
                .contains("normal");

        scale(0);
        awaitSynced(second);
        assertThat(find().flatMap(it -> it.annotation("argocd.argoproj.io/refresh")))
                .isEmpty();
    }

    private void scale(int replicas) {
        client.apps()
                .statefulSets()
                .inNamespace(plane)
                .withName("argocd-application-controller")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + replicas + "}}");
    }
}
