package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.testkit.cluster.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a tenant cannot reach when the operator has locked references and accounts down. */
class TenancyIT extends ControllerFixture {

    @Override
    Map<String, String> settings() {
        return Map.of(
                "capstan.kustomize.no-cross-namespace-refs",
                "true",
                "capstan.kustomize.default-service-account",
                "default");
    }

    @Test
    void t073_sourceOfAnotherNamespaceIsDeniedUnreadWhetherItExistsOrNot() {
        TestNamespace other = cluster.createNamespace("other");
        artifacts.publish(other, "existing", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        int before = artifacts.requests();

        kustomization(
                "existing",
                "{kind: GitRepository, name: existing, namespace: %s}".formatted(other.name()),
                "prune: true");
        kustomization(
                "absent", "{kind: GitRepository, name: absent, namespace: %s}".formatted(other.name()), "prune: true");

        Kustomization existing = awaitReason("existing", "AccessDenied");
        Kustomization absent = awaitReason("absent", "AccessDenied");
        assertThat(isStalled(existing)).isTrue();
        assertThat(isStalled(absent)).isTrue();
        assertThat(ready(existing).message().replace("existing", "absent"))
                .isEqualTo(ready(absent).message())
                .contains("cross-namespace references have been blocked");
        assertThat(existing.getStatus().lastAttemptedRevision()).isNull();
        assertThat(artifacts.requests()).isEqualTo(before);
        cluster.delete(other);
    }

    @Test
    void t073_dependencyInAnotherNamespaceIsDeniedWhetherItExistsOrNot() {
        TestNamespace other = cluster.createNamespace("other");
        other.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: existing
                spec: {interval: 1h, prune: true, suspend: true, sourceRef: {kind: GitRepository, name: config}}
                """);
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization("existing", "prune: true\ndependsOn: [{name: existing, namespace: %s}]".formatted(other.name()));
        kustomization("absent", "prune: true\ndependsOn: [{name: absent, namespace: %s}]".formatted(other.name()));

        Kustomization existing = awaitReason("existing", "AccessDenied");
        Kustomization absent = awaitReason("absent", "AccessDenied");
        assertThat(ready(existing).message().replace("existing", "absent"))
                .isEqualTo(ready(absent).message());
        assertThat(isStalled(existing)).isTrue();
        assertThat(live("a")).isEmpty();
        cluster.delete(other);
    }

    @Test
    void t073_substitutionReadsTheOwnNamespaceOnly() {
        TestNamespace other = cluster.createNamespace("other");
        other.apply(configMap("vars", "word: foreign"));
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: ${word}")));

        kustomization("app", "prune: true\npostBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}");

        assertThat(ready(awaitReason("app", "BuildFailed")).message())
                .contains("ConfigMap/%s/vars".formatted(namespace.name()), "does not exist")
                .doesNotContain("foreign");
        cluster.delete(other);
    }

    @Test
    void t068_withoutAnAccountTheDefaultAccountOfTheNamespaceIsUsed() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization("app", "prune: true");

        assertThat(ready(awaitReason("app", "ReconciliationFailed")).message())
                .contains("the service account default of the namespace %s may not patch configmaps"
                        .formatted(namespace.name()));
        assertThat(live("a")).isEmpty();
    }

    @Test
    void externalArtifactNeedsItsFeatureGate() {
        kustomization("app", "{kind: ExternalArtifact, name: config}", "prune: true");

        Kustomization refused = awaitReason("app", "AccessDenied");
        assertThat(isStalled(refused)).isTrue();
        assertThat(ready(refused).message()).contains("ExternalArtifact");
    }
}
