package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.ClusterFacts;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.ClusterDecisions;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The generator {@code clusterDecisionResource}: a set of parameters for every decision that names a known cluster. */
final class DecisionGeneration {
    private DecisionGeneration() {}

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        boolean hasName = !Fields.text(options, "name").isEmpty();
        boolean hasSelector = !LabelMatch.of(options.path("labelSelector")).isEmpty();
        if (hasName == hasSelector) {
            throw new GenerationException("a clusterDecisionResource generator needs either a name or a labelSelector");
        }
        Optional<ClusterDecisions> answer = context.ask(new SetRequest.Decisions(options));
        Map<String, String> values = Fields.entries(options, "values");
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (Map<String, @Nullable Object> decision :
                answer.map(ClusterDecisions::decisions).orElse(List.of())) {
            String name = ParameterValues.text(
                    decision.get(answer.map(ClusterDecisions::matchKey).orElse("")));
            Optional<String> server = server(name, context.inputs().clusters());
            if (server.isPresent()) {
                context.budget().parameterSets(1);
                Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
                parameters.put("name", name);
                parameters.put("server", server.get());
                decision.forEach((key, value) -> parameters.put(key, ParameterValues.text(value)));
                addAsTheyAre(values, parameters, context.text().isStructured());
                sets.add(parameters);
            }
        }
        return sets;
    }

    private static Optional<String> server(String name, List<ClusterFacts> clusters) {
        Optional<String> known = clusters.stream()
                .filter(cluster -> cluster.name().equals(name))
                .map(ClusterFacts::server)
                .findFirst();
        boolean isOwn =
                name.equals(Cluster.IN_CLUSTER_NAME) && clusters.stream().noneMatch(ClusterFacts::isInCluster);
        return isOwn ? Optional.of(Cluster.IN_CLUSTER_SERVER) : known;
    }

    /** Unlike those of other generators, these values are no templates. */
    private static void addAsTheyAre(
            Map<String, String> values, Map<String, @Nullable Object> parameters, boolean isStructured) {
        if (isStructured && !values.isEmpty()) {
            parameters.put("values", ParameterValues.texts(values));
        } else {
            values.forEach((key, value) -> parameters.put("values." + key, value));
        }
    }
}
