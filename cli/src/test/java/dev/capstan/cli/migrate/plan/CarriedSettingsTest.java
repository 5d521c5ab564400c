package dev.capstan.cli.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.migrate.survey.FluxController;
import dev.capstan.cli.migrate.survey.FluxControllerTest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CarriedSettingsTest {

    @Test
    void whatIsASettingHereIsCarriedOver() {
        CarriedSettings settings = of(controller(
                "kustomize-controller",
                "--concurrent=20",
                "--requeue-dependency=10s",
                "--override-manager=a",
                "--override-manager=b",
                "--sops-age-secret=age",
                "--feature-gates=ExternalArtifact=true,StrictPostBuildSubstitutions=false,GroupChangeLog=true",
                "--watch-all-namespaces=false",
                "--log-level=debug",
                "--events-addr=http://notification-controller"));

        assertThat(settings.of("kustomize-controller"))
                .isEqualTo(Map.of(
                        "CAPSTAN_CONCURRENT", "20",
                        "CAPSTAN_KUSTOMIZE_REQUEUE_DEPENDENCY", "10s",
                        "CAPSTAN_KUSTOMIZE_OVERRIDE_MANAGERS", "a,b",
                        "CAPSTAN_KUSTOMIZE_DECRYPTION_AGE_SECRET", "age",
                        "CAPSTAN_KUSTOMIZE_FEATURE_GATES_EXTERNAL_ARTIFACT", "true",
                        "CAPSTAN_KUSTOMIZE_FEATURE_GATES_STRICT_POST_BUILD_SUBSTITUTIONS", "false",
                        "CAPSTAN_WATCH_NAMESPACE", "flux-system"));
        assertThat(settings.findings()).isEmpty();
    }

    @Test
    void whatIsNoneIsSaid() {
        CarriedSettings settings = of(
                controller("helm-controller", "--feature-gates=UseHelm3Defaults=true,AllowDNSLookups=false", "--odd=1"),
                controller("source-controller", "--default-service-account=sources"));

        assertThat(settings.settings()).isEmpty();
        assertThat(settings.findings().stream().map(Finding::line))
                .satisfiesExactly(
                        odd -> assertThat(odd).contains("--odd=1 is not carried over: there is no such setting here"),
                        helm3 -> assertThat(helm3).contains("UseHelm3Defaults=true", "spec.upgrade.serverSideApply"),
                        account ->
                                assertThat(account).contains("source-controller: --default-service-account=sources"));
    }

    @Test
    void fewerAtATimeThanOursIsNoSetting() {
        assertThat(of(controller("helm-controller", "--concurrent=4")).settings())
                .isEmpty();
    }

    @Test
    void shardsBecomeOneThatSeesEverything() {
        CarriedSettings settings = of(
                controller("kustomize-controller", "--watch-label-selector=!sharding.fluxcd.io/key"),
                FluxController.of(FluxControllerTest.deployment(
                                "kustomize-controller-a",
                                "kustomize-controller",
                                "r/kustomize-controller:v1.9.4",
                                "--watch-label-selector=sharding.fluxcd.io/key=a"))
                        .orElseThrow(),
                controller("helm-controller", "--watch-label-selector=team=web"));

        assertThat(settings.of("kustomize-controller")).isEmpty();
        assertThat(settings.of("helm-controller")).isEqualTo(Map.of("CAPSTAN_WATCH_LABEL_SELECTOR", "team=web"));
        assertThat(settings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.NOTES);
            assertThat(finding.message()).contains("kustomize-controller, kustomize-controller-a become one");
        });
    }

    @Test
    void theDefaultOfAnOlderVersionStays() {
        FluxController old = FluxController.of(FluxControllerTest.deployment(
                        "kustomize-controller", "kustomize-controller", "ghcr.io/fluxcd/kustomize-controller:v1.8.5"))
                .orElseThrow();

        assertThat(of(old).of("kustomize-controller"))
                .containsEntry("CAPSTAN_KUSTOMIZE_FEATURE_GATES_STRICT_POST_BUILD_SUBSTITUTIONS", "false");
    }

    @Test
    void identitiesOfCloudsAreCarriedOverAndProxiesAreSaid() {
        FluxController source = controller("source-controller");
        var withVariables = new FluxController(
                source.namespace(),
                source.name(),
                source.component(),
                source.image(),
                1,
                source.flags(),
                Map.of("AWS_REGION", "eu-west-1", "HTTPS_PROXY", "http://proxy", "OTHER", "1"),
                List.of(),
                source.labels(),
                source.annotations());

        CarriedSettings settings = of(withVariables);

        assertThat(settings.of("source-controller")).isEqualTo(Map.of("AWS_REGION", "eu-west-1"));
        assertThat(settings.settings().getFirst().shown()).isEqualTo("***");
        assertThat(settings.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("HTTPS_PROXY", "spec.proxySecretRef"));
    }

    @Test
    void anIdentityThatIsKeptInASecretIsSaid() {
        String name = "kustomize-controller";
        Deployment deployment = FluxControllerTest.deployment(name, name, "ghcr.io/fluxcd/" + name + ":v1.9.4");
        EnvVar token = new EnvVarBuilder()
                .withName("VAULT_TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef("token", "vault", false)
                .endValueFrom()
                .build();
        EnvVar namespace = new EnvVarBuilder()
                .withName("RUNTIME_NAMESPACE")
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.namespace")
                .endValueFrom()
                .build();
        Container manager =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        manager.setEnv(List.of(token, namespace));

        CarriedSettings settings = of(FluxController.of(deployment).orElseThrow());

        assertThat(settings.settings()).isEmpty();
        assertThat(settings.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("env VAULT_TOKEN is not carried over"));
    }

    @Test
    void theTenancyOfFluxIsReadFromItsFlags() {
        Tenancy open = Tenancy.of(List.of(controller("kustomize-controller"), controller("helm-controller")));
        Tenancy locked = Tenancy.of(Stream.of("kustomize-controller", "helm-controller", "notification-controller")
                .map(name -> controller(
                        name, "--no-cross-namespace-refs=true", "--default-service-account=flux", "--no-remote-bases"))
                .toList());

        assertThat(open.hasCrossNamespaceRefs()).isTrue();
        assertThat(open.kustomizeAccount()).isEmpty();
        assertThat(open.locked()).isEqualTo(Tenancy.LOCKED);
        assertThat(locked.hasCrossNamespaceRefs()).isFalse();
        assertThat(locked.hasRemoteBases()).isFalse();
        assertThat(locked.locked()).isEqualTo(locked);
        assertThat(locked.kustomizeAccount()).contains("flux");
    }

    private static CarriedSettings of(FluxController... controllers) {
        return CarriedSettings.of(List.of(controllers));
    }

    private static FluxController controller(String component, String... arguments) {
        return FluxController.of(FluxControllerTest.deployment(
                        component, component, "ghcr.io/fluxcd/" + component + ":v1.9.4", arguments))
                .orElseThrow();
    }
}
