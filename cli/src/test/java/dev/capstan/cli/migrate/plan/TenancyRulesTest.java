package dev.capstan.cli.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenancyRulesTest {

    private static final Tenancy OPEN = new Tenancy(true, Optional.empty(), Optional.empty(), true);
    private static final TenancyRules RULES = new TenancyRules(OPEN, Tenancy.LOCKED);

    @Test
    void whatNamesNobodyIsSaidWithWhoItWouldBe() {
        assertThat(RULES.refusals(kustomization("sourceRef: {kind: GitRepository, name: config}")))
                .containsExactly("names no service account, and would be applied as 'default' of its namespace");
        assertThat(RULES.refusals(
                        kustomization("serviceAccountName: web\nsourceRef: {kind: GitRepository, name: config}")))
                .isEmpty();
        assertThat(RULES.refusals(kustomization("kubeConfig: {secretRef: {name: other}}")))
                .isEmpty();
    }

    @Test
    void referencesToOtherNamespacesAreNamed() {
        assertThat(RULES.refusals(kustomization("""
                        serviceAccountName: web
                        sourceRef: {kind: GitRepository, name: config, namespace: flux-system}
                        dependsOn: [{name: infra, namespace: infra}, {name: near}, {name: here, namespace: apps}]
                        """)))
                .containsExactly(
                        "refers to GitRepository flux-system/config, in another namespace",
                        "refers to Kustomization infra/infra, in another namespace");
        assertThat(RULES.refusals(object("helm.toolkit.fluxcd.io/v2", "HelmRelease", """
                        serviceAccountName: web
                        chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}}}
                        """)))
                .containsExactly("refers to HelmRepository flux-system/charts, in another namespace");
        assertThat(RULES.refusals(object("notification.toolkit.fluxcd.io/v1beta3", "Alert", """
                        providerRef: {name: chat}
                        eventSources: [{kind: GitRepository, name: '*', namespace: flux-system}]
                        """)))
                .containsExactly("refers to GitRepository flux-system/*, in another namespace");
    }

    @Test
    void whatFluxRefusedAlreadyIsNoNews() {
        var locked = new TenancyRules(Tenancy.LOCKED, Tenancy.LOCKED);

        assertThat(locked.refusals(kustomization("sourceRef: {kind: GitRepository, name: a, namespace: b}")))
                .isEmpty();
    }

    private static ToolkitObject kustomization(String spec) {
        return object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", spec);
    }

    private static ToolkitObject object(String apiVersion, String kind, String spec) {
        var object = new GenericKubernetesResource();
        object.setApiVersion(apiVersion);
        object.setKind(kind);
        object.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                .withNamespace("apps")
                .withName("web")
                .build());
        object.setAdditionalProperty("spec", Serialization.unmarshal(spec, java.util.Map.class));
        return ToolkitObject.of(object);
    }
}
