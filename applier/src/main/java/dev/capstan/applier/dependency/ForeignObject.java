package dev.capstan.applier.dependency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.schema.KindRole;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an object of another kind that somebody depends on: a verdict, and nothing of what it holds.
 *
 * @param version its version, so that each change of the object is a change of this
 * @param isReady whether it is ready, for its spec as it is now
 * @param why why it is not, for people; may be empty
 * @param dependsOn what it depends on itself, when it is of a kind that can
 * @param awaitsOthers whether it says that it waits for these
 */
public record ForeignObject(
        String version, boolean isReady, String why, List<Dependency> dependsOn, boolean awaitsOthers) {

    private static final int MOST_DEPENDENCIES = 50;
    private static final int LONGEST_REASON = 300;
    private static final HealthRules RULES = HealthRules.flux();

    /** Copies the list. */
    public ForeignObject {
        dependsOn = List.copyOf(dependsOn);
    }

    /**
     * The verdict: for kinds of the toolkit that have conditions by generation and Ready, for all others by the rules of health.
     *
     * @param object the whole object
     */
    public static ForeignObject of(JsonNode object, Instant now) {
        Optional<ToolkitKind> toolkit = toolkitKindOf(object);
        JsonNode ready = condition(object, "Ready");
        boolean isReady;
        String why;
        if (toolkit.filter(kind -> kind.hasStatus() && !kind.has(KindRole.WRITTEN_BY_OTHERS))
                .isPresent()) {
            isReady = isObserved(object) && ready.path("status").asText().equals("True");
            why = ready.path("message").asText("");
        } else {
            Health health = RULES.assess(object, now);
            isReady = health.isCurrent();
            why = health.message();
        }
        return new ForeignObject(
                object.path("metadata").path("resourceVersion").asText(""),
                isReady && !object.path("metadata").hasNonNull("deletionTimestamp"),
                isReady ? "" : shortened(why),
                toolkit.filter(kind -> kind.has(KindRole.APPLIER)).isPresent() ? dependenciesOf(object) : List.of(),
                ready.path("reason").asText().equals(Reason.DEPENDENCY_NOT_READY.text()));
    }

    /** Whether objects of a kind can depend on others. */
    static boolean mayDepend(ResourceKind kind) {
        return toolkitKind(kind).filter(known -> known.has(KindRole.APPLIER)).isPresent();
    }

    private static Optional<ToolkitKind> toolkitKindOf(JsonNode object) {
        return toolkitKind(ResourceKind.of(
                object.path("apiVersion").asText(), object.path("kind").asText()));
    }

    private static Optional<ToolkitKind> toolkitKind(ResourceKind kind) {
        return ToolkitKind.named(kind.kind()).filter(known -> known.is(kind.group(), kind.kind()));
    }

    private static boolean isObserved(JsonNode object) {
        return object.path("status").path("observedGeneration").asLong(-1)
                == object.path("metadata").path("generation").asLong();
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return object.path("status").path("no such condition");
    }

    private static List<Dependency> dependenciesOf(JsonNode object) {
        var dependencies = new ArrayList<Dependency>();
        for (JsonNode entry : object.path("spec").path("dependsOn")) {
            if (entry.hasNonNull("name") && dependencies.size() < MOST_DEPENDENCIES) {
                dependencies.add(new Dependency(
                        entry.path("name").asText(),
                        text(entry, "namespace"),
                        null,
                        text(entry, "apiVersion"),
                        text(entry, "kind")));
            }
        }
        return dependencies;
    }

    private static @Nullable String text(JsonNode entry, String field) {
        return entry.hasNonNull(field) ? entry.path(field).asText() : null;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "…";
    }
}
