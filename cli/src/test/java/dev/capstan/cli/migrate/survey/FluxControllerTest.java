package dev.capstan.cli.migrate.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments as installers of Flux make them. */
public class FluxControllerTest {

    @Test
    void flagsAreReadInAllTheirForms() {
        Flags flags = Flags.of(List.of(
                "--concurrent=20",
                "--watch-all-namespaces",
                "--default-service-account",
                "default",
                "-no-cross-namespace-refs=true",
                "--override-manager=a",
                "--override-manager=b",
                "--feature-gates=A=true, B=false,broken"));

        assertThat(flags.value("concurrent")).contains("20");
        assertThat(flags.isOn("watch-all-namespaces")).isTrue();
        assertThat(flags.value("default-service-account")).contains("default");
        assertThat(flags.isOn("no-cross-namespace-refs")).isTrue();
        assertThat(flags.isOn("no-remote-bases")).isFalse();
        assertThat(flags.values().get("override-manager")).containsExactly("a", "b");
        assertThat(flags.featureGates()).isEqualTo(Map.of("A", true, "B", false));
    }

    @Test
    void aShardIsOneOfItsComponent() {
        assertThat(FluxController.of(deployment("kustomize-controller-shard1", "kustomize-controller", "x/y:1")))
                .hasValueSatisfying(found -> {
                    assertThat(found.component()).isEqualTo("kustomize-controller");
                    assertThat(found.successor()).isEqualTo("kustomize-controller");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/fluxcd/source-watcher:v2.0.0, source-controller",
        "registry:5000/mirror/image-automation-controller@sha256:00, image-reflector",
        "reg/image-reflector-controller:v1, image-reflector",
        "fluxcd/helm-controller, helm-controller"
    })
    void anImageSaysWhoTakesOver(String image, String successor) {
        assertThat(FluxController.of(deployment("any", "", image)).map(FluxController::successor))
                .contains(successor);
    }

    @Test
    void oursAndThoseOfOthersAreNotOfFlux() {
        Deployment ours = new DeploymentBuilder(deployment("source-controller", "source-controller", "x:1"))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("CAPSTAN_BUS")
                .withValue("nats")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertThat(FluxController.of(ours)).isEmpty();
        assertThat(FluxController.of(deployment("web", "", "nginx:1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "r/kustomize-controller:v1.8.5, true",
        "r/kustomize-controller:v0.35.1, true",
        "r/kustomize-controller:v1.9.0, false",
        "r/kustomize-controller:v1.10.2@sha256:00, false",
        "r/kustomize-controller:latest, false",
        "localhost:5000/kustomize-controller, false"
    })
    void aTagSaysHowOldItIs(String image, boolean isOlder) {
        assertThat(FluxController.of(deployment("kustomize-controller", "", image)))
                .hasValueSatisfying(found -> assertThat(found.isOlderThan(1, 9)).isEqualTo(isOlder));
    }

    /** A Deployment of one container. */
    public static Deployment deployment(String name, String component, String image, String... arguments) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("flux-system")
                .addToLabels("app.kubernetes.io/part-of", "flux")
                .addToLabels("app.kubernetes.io/component", component)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("manager")
                .withImage(image)
                .withArgs(arguments)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
