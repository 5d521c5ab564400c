package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is applied and healthy in one environment is committed for the next, and applied there. */
interface PromotionContract extends InstalledScenario {
    @Test
    default void whatIsHealthyInOneEnvironmentComesToTheNext() {
        tenant().push(
                        "first",
                        Map.of(
                                "dev/one.yaml",
                                Tenant.configMap("one", "1"),
                                "dev/kustomization.yaml",
                                "{namePrefix: dev-, resources: [one.yaml]}",
                                "prod/one.yaml",
                                Tenant.configMap("one", "1"),
                                "prod/kustomization.yaml",
                                "{namePrefix: prod-, resources: [one.yaml]}"));
        tenant().source();
        tenant().kustomization("dev", "./dev");
        tenant().kustomization("prod", "./prod");
        tenant().awaitValue("prod-one", "1");
        tenant().namespace().apply("""
                        apiVersion: promotion.capstan.dev/v1alpha1
                        kind: Promotion
                        metadata: {name: app}
                        spec:
                          sourceRef: {name: config}
                          interval: 1h
                          files: [one.yaml]
                          environments:
                          - {name: dev, path: dev, watch: [{kind: Kustomization, name: dev}]}
                          - {name: prod, path: prod, watch: [{kind: Kustomization, name: prod}]}
                        """);

        tenant().push("second", Map.of("dev/one.yaml", Tenant.configMap("one", "2")));

        tenant().awaitValue("prod-one", "2");
        String promoted = tenant().repository().pull();
        tenant().awaitApplied("prod", Tenant.revision(promoted));
        assertThat(tenant().repository().git("log", "--format=%s").lines()).hasSize(3);
    }
}
