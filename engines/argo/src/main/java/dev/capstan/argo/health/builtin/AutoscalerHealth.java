package dev.capstan.argo.health.builtin;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.argo.health.Health;
import java.util.List;
import java.util.Set;

/** HorizontalPodAutoscalers: version 2 has conditions, version 1 keeps them as JSON in an annotation. */
final class AutoscalerHealth {

    private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
    private static final int LONGEST = 256 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build());

    private static final Set<String> FAULTS_OF_SCALING = Set.of("FailedGetScale", "FailedUpdateScale");
    private static final Set<String> FAULTS_OF_METRICS = Set.of(
            "FailedGetResourceMetric",
            "FailedGetObjectMetric",
            "FailedGetPodsMetric",
            "FailedGetExternalMetric",
            "FailedComputeMetricsReplicas",
            "InvalidSelector");

    private AutoscalerHealth() {}

    static Health of(String version, LiveObject autoscaler) {
        return switch (version) {
            case "v2" -> of(autoscaler.conditions());
            case "v1" -> of(annotated(autoscaler).list("conditions"));
            default -> BuiltInRules.unknownVersion("HorizontalPodAutoscaler", version, "v2 and v1");
        };
    }

    private static Health of(List<LiveObject> conditions) {
        for (LiveObject condition : conditions) {
            if (isFault(condition)) {
                return Health.degraded(condition.text("message"));
            }
        }
        for (LiveObject condition : conditions) {
            if ((condition.isOfType("AbleToScale") || condition.isOfType("ScalingLimited")) && condition.isTrue()) {
                return Health.healthy(condition.text("message"));
            }
        }
        return Health.progressing("Waiting to Autoscale");
    }

    private static boolean isFault(LiveObject condition) {
        String reason = condition.text("reason");
        return condition.isOfType("AbleToScale") && FAULTS_OF_SCALING.contains(reason)
                || condition.isOfType("ScalingActive") && FAULTS_OF_METRICS.contains(reason);
    }

    private static LiveObject annotated(LiveObject autoscaler) {
        String text = autoscaler.text("metadata", "annotations", CONDITIONS);
        if (text.isEmpty()) {
            return new LiveObject(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode conditions = text.length() > LONGEST ? JSON.missingNode() : JSON.readTree(text);
            if (conditions.isArray()) {
                return new LiveObject(JsonNodeFactory.instance.objectNode().set("conditions", conditions));
            }
        } catch (JsonProcessingException noJson) {
            // Said below, without the text of the annotation.
        }
        throw new LiveObject.Misshapen("its annotation " + CONDITIONS + " is not a JSON list");
    }
}
