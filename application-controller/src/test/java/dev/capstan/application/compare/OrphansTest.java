package dev.capstan.application.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.tracking.Tracking;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private static int count(String... objects) {
        AppProject project = AppProject.of(
                FakeSources.yaml("spec: {orphanedResources: {warn: true, ignore: [{kind: Secret}]}}"),
                List.of(),
                List.<Cluster>of());
        return Orphans.count(
                Arrays.stream(objects)
                        .map(object -> (ObjectNode) FakeSources.yaml(object))
                        .toList(),
                project.orphanedResources().orElseThrow(),
                Tracking.byDefault(),
                (group, kind) -> !kind.equals("Excluded"));
    }

    private static String configMap(String metadata) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n" + metadata + "}}";
    }

    @Test
    void whatNobodyManagesIsCounted() {
        assertThat(count(configMap(""))).isEqualTo(1);
    }

    @Test
    void whatSomebodyManagesIsNot() {
        assertThat(count(
                        configMap(", ownerReferences: [{kind: X}]"),
                        configMap(", annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:n/c'}"),
                        configMap(", labels: {kustomize.toolkit.fluxcd.io/name: k,"
                                + " kustomize.toolkit.fluxcd.io/namespace: f}"),
                        configMap(", annotations: {kubernetes.io/service-account.name: default}")))
                .isZero();
    }

    @Test
    void whatTheProjectOrTheSettingsLeaveOutIsNot() {
        assertThat(count(
                        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: n}}",
                        "{apiVersion: v1, kind: Excluded, metadata: {name: e, namespace: n}}",
                        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: n}}"))
                .isZero();
    }

    @Test
    void claimsOfAStatefulSetAreItsOwn() {
        String set =
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: n, ownerReferences: [{}]}}";

        assertThat(count(
                        set,
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0, namespace: n}}"))
                .isZero();
        assertThat(count(
                        set,
                        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-web-0, namespace: n}}"))
                .isEqualTo(1);
    }
}
