package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.cli.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyKindsTest {

    private static final AnyKinds KINDS = new AnyKinds(List.of(
            type("events.k8s.io", "v1", "Event", "events"),
            type("", "v1", "Event", "events"),
            type("serving.example", "v1", "Service", "services"),
            type("", "v1", "Service", "services"),
            type("autoscaling", "v2beta1", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            type("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            type("apps", "v1", "Deployment", "deployments")));

    @ParameterizedTest
    @CsvSource({
        "deploy, apps/v1",
        "Deployment, apps/v1",
        "deployments.apps, apps/v1",
        "svc, v1",
        "service, v1",
        "services.serving.example, serving.example/v1",
        "event, v1",
        "hpa, autoscaling/v2"
    })
    void wordsOfKubectlStandForAKind(String word, String apiVersion) {
        assertThat(KINDS.called(word).kind().apiVersion()).isEqualTo(apiVersion);
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KINDS.called("deploiment"))
                .withMessage("This cluster knows no kind 'deploiment'. Did you mean 'deployment'?");
    }

    private static ResourceType type(String group, String version, String kind, String plural) {
        return new ResourceType(new ResourceKind(group, version, kind), plural, true);
    }
}
