package dev.capstan.helm.release.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.helm.release.record.RecordedHook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The last lines that the Pods of a hook have written, and how they ended. Asked for once: a log that cannot be had must not
 * hold up the action.
 */
final class HookLog {

    private static final ResourceType POD = new ResourceType(new ResourceKind("", "v1", "Pod"), "pods", true);

    private static final int PODS = 3;
    private static final int LINES = 10;
    private static final int BYTES = 4 * 1024;
    private static final int LONGEST = 2 * 1024;

    private final ClusterApi cluster;
    private final Masks masks;

    HookLog(ClusterApi cluster, Masks masks) {
        this.cluster = cluster;
        this.masks = masks;
    }

    /** Masked and bounded; empty when there is nothing to be had. */
    String of(RecordedHook hook, String namespace) {
        Selection pods = switch (hook.kind()) {
            case "Job" -> new Selection(POD, namespace, "job-name=" + hook.name(), "");
            case "Pod" -> new Selection(POD, namespace, "", "metadata.name=" + hook.name());
            default -> null;
        };
        if (pods == null || !(cluster.list(pods, PODS, "") instanceof ApiResult.Ok<ObjectNode> listed)) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode pod : listed.value().path("items")) {
            String name = pod.path("metadata").path("name").asText("");
            for (JsonNode container : pod.path("spec").path("containers")) {
                lines.addAll(ofContainer(
                        new ObjectRef(POD, namespace, name),
                        container.path("name").asText(""),
                        pod));
            }
        }
        return shortened(masks.hide(String.join("\n", lines)));
    }

    private List<String> ofContainer(ObjectRef pod, String container, JsonNode live) {
        List<String> lines = new ArrayList<>();
        if (cluster.log(pod, container, LINES, BYTES) instanceof ApiResult.Ok<String>(String text, boolean _)) {
            whole(text).lines().forEach(line -> lines.add(pod.name() + "/" + container + ": " + line));
        }
        for (JsonNode status : live.path("status").path("containerStatuses")) {
            JsonNode ended = status.path("state").path("terminated");
            if (status.path("name").asText("").equals(container) && ended.isObject()) {
                String message = ended.path("message").asText("");
                lines.add(pod.name() + "/" + container + " ended with exit code "
                        + ended.path("exitCode").asInt() + (message.isEmpty() ? "" : ": " + message));
            }
        }
        return lines;
    }

    /** A log that is as long as it may be ends anywhere, also within a secret, of which a part is not found. */
    static String whole(String log) {
        return log.getBytes(StandardCharsets.UTF_8).length < BYTES ? log : log.substring(0, log.lastIndexOf('\n') + 1);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : "…" + text.substring(text.length() - LONGEST);
    }
}
