package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to objects that others change. */
class DriftIT extends ControllerFixture {

    @Test
    void driftIsRepairedAtOnceAndTold() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        edit("a", "{\"data\":{\"k\":\"edited\"}}");

        patiently().until(() -> "v".equals(data("a").get("k")));
        patiently()
                .untilAsserted(() -> assertThat(events("app"))
                        .filteredOn(event -> event.getReason().equals("DriftCorrected"))
                        .extracting(Event::getMessage)
                        .anySatisfy(message -> assertThat(message)
                                .contains("ConfigMap/" + namespace.name() + "/a")
                                .contains("kubectl-edit")
                                .contains("k")));
    }

    @Test
    void deletedObjectComesBack() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        String uid = live("a").orElseThrow().getMetadata().getUid();

        configMapResource("a").delete();

        patiently()
                .until(() -> live("a")
                        .filter(object -> !object.getMetadata().getUid().equals(uid))
                        .isPresent());
    }
}
