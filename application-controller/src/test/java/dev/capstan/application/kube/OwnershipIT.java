package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.application.compare.ForeignOwner;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objects of Kustomizations are not fought over. */
class OwnershipIT extends ApplicationFixture {

    private static final String SYNC = "{\"operation\":{\"sync\":{}}}";

    /** A Kustomization that owns a ConfigMap, which the Application has in its sources as well. */
    private void shared() {
        createNamespace(app);
        client.resource("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: shop
                  namespace: %s
                spec:
                  suspend: true
                  interval: 1h
                  prune: true
                  sourceRef: {kind: GitRepository, name: none}
                """.formatted(app)).create();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("shared")
                        .withNamespace(app)
                        .withLabels(Map.of(
                                "kustomize.toolkit.fluxcd.io/name",
                                "shop",
                                "kustomize.toolkit.fluxcd.io/namespace",
                                app))
                        .endMetadata()
                        .withData(Map.of("value", "kustomization"))
                        .build())
                .create();
        commit(Map.of("shared.yaml", configMap("shared", "application"), "own.yaml", configMap("own", "a")));
        apply("");
    }

    private ApplicationStatus refused() {
        patch(SYNC);
        return await(it -> phase(it).equals("Failed"));
    }

    @Test
    void theSecondSaysWhoseAnObjectIsAndAppliesNothing() {
        shared();

        ApplicationStatus warned = await(it -> conditions(it).contains("SharedResourceWarning"));
        assertThat(warned.conditions())
                .extracting(ApplicationCondition::message)
                .contains("ConfigMap/shared is applied by Kustomization " + app + "/shop and by this application");
        ApplicationStatus refused = refused();

        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(refused.operationState()).syncResult())
                        .resources())
                .anySatisfy(result -> assertThat(result.message())
                        .startsWith("ConfigMap/shared is managed by the Kustomization " + app + "/shop"));
        assertThat(value("shared")).contains("kustomization");
        assertThat(value("own")).isEmpty();
    }

    @Test
    void anObjectThatIsHandedOverIsTakenForGood() {
        shared();
        refused();

        live("shared").edit(it -> {
            Map<String, String> annotations = new HashMap<>();
            annotations.put(ForeignOwner.TAKEOVER, "allowed");
            it.getMetadata().setAnnotations(annotations);
            return it;
        });
        await(it -> !conditions(it).contains("SharedResourceWarning"));
        patch(SYNC);

        awaitValue("shared", "application");
        await(it -> phase(it).equals("Succeeded"));
        assertThat(live("shared").get().getMetadata().getLabels()).isNullOrEmpty();
        assertThat(live("shared").get().getMetadata().getAnnotations()).doesNotContainKey(ForeignOwner.TAKEOVER);
    }

    @Test
    void marksOfAnOwnerThatIsGoneMeanNothing() {
        shared();
        refused();

        client.resources(Kustomization.class).inNamespace(app).withName("shop").delete();
        patiently().until(() -> {
            patch(SYNC);
            await(it -> !phase(it).equals("Running"));
            return value("shared").filter("application"::equals).isPresent();
        });

        awaitValue("own", "a");
    }
}
