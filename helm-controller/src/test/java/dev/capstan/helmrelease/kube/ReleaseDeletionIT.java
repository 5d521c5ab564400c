package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HelmReleases that are deleted while their release cannot be uninstalled: none of them hangs without a way out. */
class ReleaseDeletionIT extends HelmControllerFixture {

    private static final String MAY_DO_ALL = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: tenant}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
            subjects: [{kind: ServiceAccount, name: tenant}]
            """;

    @Test
    void whenTheAccountIsGoneTheReleaseIsLeftAndThatIsSaid() {
        installAsTenant();
        namespace
                .client()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("tenant")
                .delete();

        resource("web").delete();

        awaitGone();
        assertThat(records()).containsExactly("v1 deployed");
        assertThat(configMap("web-settings")).isPresent();
        patiently()
                .untilAsserted(() -> assertThat(messages("web"))
                        .anyMatch(message -> message.startsWith("the release is left in the cluster: ")
                                && message.contains("tenant")));
    }

    @Test
    void whenTheAccountMayNotTheHelmReleaseSaysSoUntilItMay() {
        installAsTenant();
        forbid();

        resource("web").delete();

        HelmRelease stuck = awaitReason("web", "UninstallFailed");
        assertThat(condition(stuck, Condition.READY).orElseThrow().message())
                .contains("tenant", "may not list secrets")
                .endsWith("set spec.suspend to true.");
        assertThat(stuck.getMetadata().getFinalizers()).contains("finalizers.fluxcd.io");
        assertThat(configMap("web-settings")).isPresent();
        namespace.apply(MAY_DO_ALL);
        awaitGone();
        assertThat(records()).isEmpty();
        assertThat(configMap("web-settings")).isEmpty();
    }

    @Test
    void suspensionLetsOneGoThatIsStuck() {
        installAsTenant();
        forbid();
        resource("web").delete();
        awaitReason("web", "UninstallFailed");

        release("web", "serviceAccountName: tenant\nsuspend: true");

        awaitGone();
        assertThat(records()).containsExactly("v1 deployed");
        assertThat(configMap("web-settings")).isPresent();
    }

    private void installAsTenant() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: tenant}\n");
        namespace.apply(MAY_DO_ALL);
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "serviceAccountName: tenant");
        awaitReady("web", 1);
    }

    private void forbid() {
        namespace
                .client()
                .rbac()
                .roleBindings()
                .inNamespace(namespace.name())
                .withName("tenant")
                .delete();
    }

    private void awaitGone() {
        awaitGone("web");
    }
}
