package dev.capstan.argo.health.builtin;

import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.health.Health;
import java.util.List;
import java.util.stream.Stream;

/** Pods. Those that run on for ever are judged by their readiness, those that come to an end by their end. */
final class PodHealth {

    private PodHealth() {}

    static Health of(LiveObject pod) {
        String message = pod.text("status", "message");
        boolean runsOn = runsOn(pod);
        List<String> faults = runsOn
                ? pod.list("status", "containerStatuses").stream()
                        .map(container -> new LiveObject(container.at("state", "waiting")))
                        .filter(waiting -> isFault(waiting.text("reason")))
                        .map(waiting -> waiting.text("message"))
                        .toList()
                : List.of();
        if (!faults.isEmpty()) {
            return Health.degraded(String.join(", ", faults));
        }
        return switch (pod.text("status", "phase")) {
            case "Pending" -> Health.progressing(message);
            case "Succeeded" -> Health.healthy(message);
            case "Failed" -> Health.degraded(message.isEmpty() ? failure(pod) : message);
            case "Running" -> running(pod, runsOn, message);
            default -> Health.unknown(message);
        };
    }

    private static Health running(LiveObject pod, boolean runsOn, String message) {
        if (!runsOn) {
            return endsSomeDay(pod) ? Health.progressing(message) : Health.unknown(message);
        }
        boolean isReady =
                pod.conditions().stream().anyMatch(condition -> condition.isOfType("Ready") && condition.isTrue());
        if (isReady) {
            return Health.healthy(message);
        }
        boolean hasDied = pod.list("status", "containerStatuses").stream()
                .anyMatch(container -> container.has("lastState", "terminated"));
        return hasDied ? Health.degraded(message) : Health.progressing(message);
    }

    /** A Pod that is restarted always, or whose annotation asks to be seen so; hooks are there to end. */
    private static boolean runsOn(LiveObject pod) {
        boolean isAsked = pod.text("metadata", "annotations", "argocd.argoproj.io/ignore-restart-policy")
                .equals("true");
        boolean isHook = Hook.of(pod.node()).isHook();
        return pod.text("spec", "restartPolicy").equals("Always") || isAsked && !isHook;
    }

    private static boolean endsSomeDay(LiveObject pod) {
        String policy = pod.text("spec", "restartPolicy");
        return policy.equals("Never") || policy.equals("OnFailure");
    }

    private static boolean isFault(String reason) {
        return reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff");
    }

    private static String failure(LiveObject pod) {
        return Stream.concat(
                        pod.list("status", "initContainerStatuses").stream(),
                        pod.list("status", "containerStatuses").stream())
                .map(PodHealth::endOf)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String endOf(LiveObject container) {
        LiveObject end = new LiveObject(container.at("state", "terminated"));
        if (!end.text("message").isEmpty()) {
            return end.text("message");
        }
        if (end.text("reason").equals("OOMKilled")) {
            return "OOMKilled";
        }
        return end.number("exitCode") == 0
                ? ""
                : "container \"%s\" failed with exit code %d".formatted(container.text("name"), end.number("exitCode"));
    }
}
