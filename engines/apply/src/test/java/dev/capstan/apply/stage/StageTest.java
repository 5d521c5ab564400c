package dev.capstan.apply.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {

    private static final Map<String, Stage> STAGES = Map.of(
            "DEFINITIONS", Stage.DEFINITIONS, "CLASSES", Stage.CLASSES, "CUSTOM", Stage.CUSTOM, "REST", Stage.REST);

    @ParameterizedTest
    @CsvSource({
        "apiextensions.k8s.io, CustomResourceDefinition, DEFINITIONS",
        "'', Namespace, DEFINITIONS",
        "rbac.authorization.k8s.io, ClusterRole, DEFINITIONS",
        "example.com, Namespace, REST",
        "storage.k8s.io, StorageClass, CLASSES",
        "example.com, WhateverClass, CLASSES",
        "cert-manager.io, ClusterIssuer, CUSTOM",
        "other.io, ClusterIssuer, REST",
        "apps, Deployment, REST",
    })
    void everyObjectHasItsStage(String group, String kind, String stage) {
        assertThat(Stages.flux(Set.of("cert-manager.io/ClusterIssuer")).of(new ObjectId(group, kind, "", "x")))
                .isEqualTo(STAGES.get(stage));
    }

    @Test
    void webhooksComeLastAndUnknownKindsBeforeThem() {
        List<String> order = Stream.of(
                        "ValidatingWebhookConfiguration",
                        "Widget",
                        "Deployment",
                        "MutatingWebhookConfiguration",
                        "Service",
                        "Secret",
                        "ConfigMap",
                        "ServiceAccount",
                        "Namespace",
                        "PodDisruptionBudget")
                .map(kind -> new ObjectId("", kind, "", "x"))
                .sorted(ApplyOrder.flux().comparator())
                .map(ObjectId::kind)
                .toList();

        assertThat(order)
                .containsExactly(
                        "Namespace",
                        "ServiceAccount",
                        "ConfigMap",
                        "Secret",
                        "Service",
                        "Deployment",
                        "PodDisruptionBudget",
                        "Widget",
                        "MutatingWebhookConfiguration",
                        "ValidatingWebhookConfiguration");
    }
}
