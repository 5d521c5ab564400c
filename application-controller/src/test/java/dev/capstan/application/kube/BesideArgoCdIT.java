package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While Argo CD's own controller runs, Applications are left to it. */
class BesideArgoCdIT extends ApplicationFixture {
    private static final String LEFT = "Applications are left to Argo CD's own controller";

    @Override
    void prepare() {
        runArgoCd(1);
    }

    @Test
    void applicationsAreTakenCareOfAsSoonAsItDoesNotRun() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        patiently().until(this::events, it -> it.stream().anyMatch(event -> event.startsWith("LeftToArgoCD: " + LEFT)));
        assertThat(find().map(Application::getStatus)).isEmpty();
        assertThat(controllerLog()).contains(LEFT + ", StatefulSet " + plane + "/argocd-application-controller");

        runArgoCd(0);
        awaitSynced(first);

        runArgoCd(1);
        patiently().until(() -> controllerLog().split(LEFT, -1).length > 2);
        String second = commit(Map.of("one.yaml", configMap("one", "b")));
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
        assertThat(find().flatMap(it -> it.annotation("argocd.argoproj.io/refresh")))
                .contains("normal");

        runArgoCd(0);
        awaitSynced(second);
        assertThat(find().flatMap(it -> it.annotation("argocd.argoproj.io/refresh")))
                .isEmpty();
    }
}
