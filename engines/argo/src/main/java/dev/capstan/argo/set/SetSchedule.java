package dev.capstan.argo.set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When the world must be asked again for a set. */
public final class SetSchedule {
    /** Annotation of a set: whatever was found out before is found out again, at once. */
    public static final String REFRESH = "argocd.argoproj.io/application-set-refresh";

    private static final Map<String, Duration> STANDARD = standard();
    private static final List<String> NESTING = List.of("matrix", "merge");
    private static final int DEEPEST = 3;

    private SetSchedule() {}

    private static Map<String, Duration> standard() {
        Map<String, Duration> standard = new LinkedHashMap<>();
        standard.put("git", Duration.ofMinutes(3));
        standard.put("clusterDecisionResource", Duration.ofMinutes(3));
        standard.put("scmProvider", Duration.ofMinutes(30));
        standard.put("pullRequest", Duration.ofMinutes(30));
        standard.put("plugin", Duration.ofMinutes(30));
        return standard;
    }

    /** How long what was found out for a set may be used; empty where it depends on nothing that must be asked for. */
    public static Optional<Duration> interval(JsonNode set) {
        return shortest(Fields.elements(set.path("spec"), "generators"), 0);
    }

    private static Optional<Duration> shortest(List<JsonNode> generators, int depth) {
        Optional<Duration> shortest = Optional.empty();
        for (JsonNode generator : depth < DEEPEST ? generators : List.<JsonNode>of()) {
            for (Map.Entry<String, Duration> kind : STANDARD.entrySet()) {
                if (Fields.has(generator, kind.getKey())) {
                    shortest = shorter(shortest, Optional.of(own(generator.path(kind.getKey()), kind.getValue())));
                }
            }
            for (String nesting : NESTING) {
                shortest =
                        shorter(shortest, shortest(Fields.elements(generator.path(nesting), "generators"), depth + 1));
            }
        }
        return shortest;
    }

    private static Duration own(JsonNode options, Duration standard) {
        JsonNode seconds = options.path("requeueAfterSeconds");
        return seconds.isIntegralNumber() && seconds.longValue() > 0
                ? Duration.ofSeconds(seconds.longValue())
                : standard;
    }

    private static Optional<Duration> shorter(Optional<Duration> one, Optional<Duration> other) {
        return one.filter(it -> other.isEmpty() || it.compareTo(other.get()) <= 0)
                .or(() -> other);
    }
}
