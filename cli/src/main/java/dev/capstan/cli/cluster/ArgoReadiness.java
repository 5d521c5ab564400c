package dev.capstan.cli.cluster;

import dev.capstan.api.meta.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands for the condition Ready of Argo CD's kinds, which have none: an Application is ready when it is synced and healthy, and a
 * set when its Applications are as it wants them.
 */
final class ArgoReadiness {

    private static final String TRUE = "True";
    private static final String FALSE = "False";
    private static final String UNKNOWN = "Unknown";

    private final ToolkitObject object;

    private ArgoReadiness(ToolkitObject object) {
        this.object = object;
    }

    /** The condition; empty before the first look at the object, and for projects. */
    static Optional<Condition> of(ToolkitObject object) {
        var readiness = new ArgoReadiness(object);
        return switch (object.kind()) {
            case APPLICATION -> readiness.ofApplication();
            case APPLICATION_SET -> readiness.ofSet();
            default -> Optional.empty();
        };
    }

    private Optional<Condition> ofApplication() {
        Optional<Condition> error = conditions()
                .filter(condition -> text(condition, "type").endsWith("Error"))
                .findFirst()
                .map(condition -> ready(FALSE, text(condition, "type"), text(condition, "message")));
        return error.or(this::syncing).or(this::compared);
    }

    private Optional<Condition> syncing() {
        String phase = status("operationState", "phase");
        boolean isAsked = object.field("operation") != null;
        return isAsked || phase.equals("Running") || phase.equals("Terminating")
                ? Optional.of(
                        ready(UNKNOWN, "Syncing", either(status("operationState", "message"), "a sync is under way")))
                : Optional.empty();
    }

    private Optional<Condition> compared() {
        String sync = status("sync", "status");
        String health = status("health", "status");
        if (sync.isEmpty()) {
            return Optional.empty();
        }
        if (!sync.equals("Synced")) {
            boolean hasFailed = List.of("Failed", "Error").contains(status("operationState", "phase"));
            return Optional.of(
                    hasFailed
                            ? ready(FALSE, "SyncFailed", status("operationState", "message"))
                            : ready(FALSE, sync, "the cluster is not as %s says".formatted(revision())));
        }
        return Optional.of(
                switch (health) {
                    case "Healthy" -> ready(TRUE, sync, "synced with %s, and healthy".formatted(revision()));
                    case "Progressing" -> ready(UNKNOWN, health, atFault(health));
                    default -> ready(FALSE, either(health, UNKNOWN), atFault(health));
                });
    }

    private String revision() {
        return object.revision().orElse("its source");
    }

    /** The first object that has that health, and why. */
    private String atFault(String health) {
        return resources()
                .filter(resource ->
                        resource.get("health") instanceof Map<?, ?> own && health.equals(text(own, "status")))
                .findFirst()
                .map(resource -> text(resource, "kind") + " "
                        + Stream.of(text(resource, "namespace"), text(resource, "name"))
                                .filter(part -> !part.isEmpty())
                                .reduce((a, b) -> a + "/" + b)
                                .orElse("")
                        + ": "
                        + either(resource.get("health") instanceof Map<?, ?> own ? text(own, "message") : "", health))
                .orElse("an object is " + either(health, "of unknown health"));
    }

    private Optional<Condition> ofSet() {
        Optional<Condition> error = condition("ErrorOccurred")
                .filter(condition -> text(condition, "status").equals(TRUE))
                .map(condition -> ready(FALSE, text(condition, "reason"), text(condition, "message")));
        return error.or(() -> condition("ResourcesUpToDate")
                .map(condition ->
                        ready(text(condition, "status"), text(condition, "reason"), text(condition, "message"))));
    }

    private Optional<Map<?, ?>> condition(String type) {
        return conditions()
                .filter(condition -> text(condition, "type").equals(type))
                .findFirst();
    }

    private Stream<Map<?, ?>> conditions() {
        return maps(object.field("status", "conditions"));
    }

    private Stream<Map<?, ?>> resources() {
        return maps(object.field("status", "resources"));
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().filter(Map.class::isInstance).map(item -> (Map<?, ?>) item)
                : Stream.empty();
    }

    private String status(String part, String field) {
        return object.text("status", part, field).orElse("");
    }

    private static String text(Map<?, ?> map, String field) {
        return map.get(field) instanceof String text ? text : "";
    }

    private static String either(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static Condition ready(String status, String reason, String message) {
        return new Condition(Condition.READY, status, 0, "", reason, message);
    }
}
