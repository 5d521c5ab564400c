package dev.capstan.argo.compare.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Values that the API server fills in only when other fields say so. */
final class ConditionalDefaults {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Set<String> SERVICE_TYPES = Set.of("ClusterIP", "NodePort", "LoadBalancer");

    private ConditionalDefaults() {}

    static void complete(String type, ObjectNode object) {
        switch (type) {
            case "core/v1.Container", "core/v1.EphemeralContainer" ->
                putIfUnset(object, "imagePullPolicy", pullPolicy(object.path("image")));
            case "core/v1.ImageVolumeSource" -> putIfUnset(object, "pullPolicy", pullPolicy(object.path("reference")));
            case "core/v1.Volume" -> volume(object);
            case "core/v1.Pod" -> pod(object);
            case "core/v1.ServiceSpec" -> service(object);
            case "core/v1.Namespace" -> namespace(object);
            case "core/v1.LimitRangeItem" -> limits(object);
            case "core/v1.ReplicationController" -> replicationController(object);
            case "apps/v1.DeploymentStrategy", "apps/v1.DaemonSetUpdateStrategy" -> rollingUpdate(object);
            case "apps/v1.StatefulSetUpdateStrategy" -> {
                if (Defaults.isUnset(object, "type")) {
                    object.put("type", "RollingUpdate");
                    rollingUpdate(object);
                }
            }
            case "batch/v1.Job" -> job(object);
            case "networking/v1.NetworkPolicySpec" -> policyTypes(object);
            case "rbac/v1.RoleRef" -> putIfUnset(object, "apiGroup", NODES.textNode(RBAC));
            case "rbac/v1.Subject" -> {
                if (Set.of("User", "Group").contains(object.path("kind").asText(""))) {
                    putIfUnset(object, "apiGroup", NODES.textNode(RBAC));
                }
            }
            case "autoscaling/v2.HorizontalPodAutoscalerSpec" -> metrics(object);
            case "autoscaling/v2.HorizontalPodAutoscalerBehavior" -> scaling(object);
            default -> {
                // Nothing that depends on other fields.
            }
        }
    }

    private static void putIfUnset(ObjectNode object, String field, JsonNode value) {
        if (Defaults.isUnset(object, field)) {
            object.set(field, value);
        }
    }

    private static JsonNode pullPolicy(JsonNode image) {
        String reference = image.asText("");
        int digest = reference.indexOf('@');
        int name = reference.lastIndexOf('/') + 1;
        int colon = reference.indexOf(':', name);
        boolean isLatest = digest < 0
                && !reference.isEmpty()
                && (colon < 0 || reference.substring(colon + 1).equals("latest"));
        return NODES.textNode(isLatest ? "Always" : "IfNotPresent");
    }

    private static void volume(ObjectNode volume) {
        boolean hasSource =
                volume.properties().stream().anyMatch(field -> !field.getKey().equals("name"));
        if (!hasSource) {
            volume.putObject("emptyDir");
        }
    }

    private static void pod(ObjectNode pod) {
        if (!(pod.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        putIfUnset(spec, "enableServiceLinks", NODES.booleanNode(true));
        for (String list : new String[] {"containers", "initContainers"}) {
            for (JsonNode container : spec.path(list)) {
                if (container.get("resources") instanceof ObjectNode resources && resources.has("limits")) {
                    copyAbsent(resources.path("limits"), map(resources, "requests"));
                }
                if (spec.path("hostNetwork").asBoolean(false)) {
                    container.path("ports").forEach(ConditionalDefaults::hostPort);
                }
            }
        }
    }

    private static void hostPort(JsonNode port) {
        if (port instanceof ObjectNode object && object.has("containerPort")) {
            putIfUnset(object, "hostPort", object.path("containerPort"));
        }
    }

    private static void service(ObjectNode spec) {
        String affinity = spec.path("sessionAffinity").asText("");
        if (affinity.equals("None")) {
            spec.remove("sessionAffinityConfig");
        } else if (affinity.equals("ClientIP")
                && !spec.path("sessionAffinityConfig").path("clientIP").has("timeoutSeconds")) {
            spec.putObject("sessionAffinityConfig").putObject("clientIP").put("timeoutSeconds", 10_800L);
        }
        String type = spec.path("type").asText("");
        for (JsonNode port : spec.path("ports")) {
            JsonNode target = port.path("targetPort");
            boolean isUnset = target.isMissingNode()
                    || target.asText("").isEmpty()
                    || (target.isNumber() && target.intValue() == 0);
            if (port instanceof ObjectNode object && isUnset && object.has("port")) {
                object.set("targetPort", object.get("port"));
            }
        }
        boolean isExternal = type.equals("NodePort")
                || type.equals("LoadBalancer")
                || (type.equals("ClusterIP") && !spec.path("externalIPs").isEmpty());
        if (isExternal) {
            putIfUnset(spec, "externalTrafficPolicy", NODES.textNode("Cluster"));
        }
        if (SERVICE_TYPES.contains(type)) {
            putIfUnset(spec, "internalTrafficPolicy", NODES.textNode("Cluster"));
        }
        if (type.equals("LoadBalancer")) {
            putIfUnset(spec, "allocateLoadBalancerNodePorts", NODES.booleanNode(true));
        }
    }

    private static void namespace(ObjectNode namespace) {
        String name = namespace.path("metadata").path("name").asText("");
        if (!name.isEmpty() && namespace.get("metadata") instanceof ObjectNode metadata) {
            map(metadata, "labels").put("kubernetes.io/metadata.name", name);
        }
    }

    private static void limits(ObjectNode item) {
        if (item.path("type").asText("").equals("Container")) {
            copyAbsent(item.path("max"), map(item, "default"));
            copyAbsent(item.path("default"), map(item, "defaultRequest"));
            copyAbsent(item.path("min"), map(item, "defaultRequest"));
        }
    }

    private static void replicationController(ObjectNode controller) {
        JsonNode labels =
                controller.path("spec").path("template").path("metadata").path("labels");
        if (!labels.isEmpty() && controller.get("spec") instanceof ObjectNode spec) {
            putIfUnset(spec, "selector", labels.deepCopy());
        }
        labelsOfTemplate(controller);
    }

    private static void labelsOfTemplate(ObjectNode object) {
        JsonNode labels = object.path("spec").path("template").path("metadata").path("labels");
        if (!labels.isEmpty() && object.get("metadata") instanceof ObjectNode metadata) {
            putIfUnset(metadata, "labels", labels.deepCopy());
        }
    }

    private static void rollingUpdate(ObjectNode strategy) {
        if (strategy.path("type").asText("").equals("RollingUpdate") && !strategy.has("rollingUpdate")) {
            strategy.putObject("rollingUpdate");
        }
    }

    /** Of a Job only: the API server leaves the template of Jobs in a CronJob as it is written. */
    private static void job(ObjectNode job) {
        labelsOfTemplate(job);
        if (!(job.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        putIfUnset(spec, "completionMode", NODES.textNode("NonIndexed"));
        putIfUnset(spec, "suspend", NODES.booleanNode(false));
        putIfUnset(spec, "manualSelector", NODES.booleanNode(false));
        if (!spec.has("parallelism")) {
            putIfUnset(spec, "completions", NODES.numberNode(1L));
        }
        putIfUnset(spec, "parallelism", NODES.numberNode(1L));
        putIfUnset(
                spec,
                "backoffLimit",
                NODES.numberNode(spec.has("backoffLimitPerIndex") ? (long) Integer.MAX_VALUE : 6L));
        putIfUnset(
                spec,
                "podReplacementPolicy",
                NODES.textNode(spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed"));
    }

    private static void policyTypes(ObjectNode spec) {
        if (spec.path("policyTypes").isEmpty()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!spec.path("egress").isEmpty()) {
                types.add("Egress");
            }
        }
    }

    private static void metrics(ObjectNode spec) {
        if (spec.path("metrics").isEmpty()) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            metric.putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", 80L);
        }
    }

    private static void scaling(ObjectNode behavior) {
        if (behavior.get("scaleUp") instanceof ObjectNode up) {
            putIfUnset(up, "stabilizationWindowSeconds", NODES.numberNode(0L));
            if (!up.has("policies")) {
                policy(up.putArray("policies"), "Pods", 4L);
                policy((ArrayNode) up.path("policies"), "Percent", 100L);
            }
        }
        if (behavior.get("scaleDown") instanceof ObjectNode down && !down.has("policies")) {
            policy(down.putArray("policies"), "Percent", 100L);
        }
    }

    private static void policy(ArrayNode policies, String type, long value) {
        policies.addObject().put("type", type).put("value", value).put("periodSeconds", 15L);
    }

    private static ObjectNode map(ObjectNode object, String field) {
        return object.get(field) instanceof ObjectNode existing ? existing : object.putObject(field);
    }

    private static void copyAbsent(JsonNode from, ObjectNode into) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            putIfUnset(into, entry.getKey(), entry.getValue());
        }
    }
}
