package dev.capstan.apply.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {

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
    void everyObjectHasItsStage(String group, String kind, Stage stage) {
        assertThat(Stage.of(new ObjectId(group, kind, "", "x"), Set.of("cert-manager.io/ClusterIssuer")))
                .isEqualTo(stage);
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
                .sorted(ApplyOrder.APPLY)
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
