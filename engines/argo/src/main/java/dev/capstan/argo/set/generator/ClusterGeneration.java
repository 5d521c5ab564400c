package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.ClusterFacts;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.text.Names;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The generator {@code clusters}: a set of parameters for every cluster Secret that the selector chooses, by name; without a selector also for
 * the own cluster where it has no Secret.
 */
final class ClusterGeneration {
    private ClusterGeneration() {}

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        LabelMatch selector = LabelMatch.of(options.path("selector"));
        Map<String, ClusterFacts> chosen = new TreeMap<>();
        for (ClusterFacts cluster : context.inputs().clusters()) {
            if (selector.matches(cluster.labels())) {
                chosen.put(cluster.name(), cluster);
            }
        }
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        chosen.values().forEach(cluster -> sets.add(parameters(cluster, context)));
        if (selector.isEmpty() && chosen.values().stream().noneMatch(ClusterFacts::isInCluster)) {
            sets.add(ownCluster());
        }
        context.budget().parameterSets(sets.size());
        Map<String, String> values = Fields.entries(options, "values");
        sets.forEach(set -> context.addValues(values, set));
        return Fields.isTrue(options, "flatList") ? asOne(sets) : sets;
    }

    private static List<Map<String, @Nullable Object>> asOne(List<Map<String, @Nullable Object>> sets) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("clusters", sets);
        return List.of(one);
    }

    private static Map<String, @Nullable Object> ownCluster() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("name", Cluster.IN_CLUSTER_NAME);
        parameters.put("nameNormalized", Cluster.IN_CLUSTER_NAME);
        parameters.put("server", Cluster.IN_CLUSTER_SERVER);
        parameters.put("project", "");
        return parameters;
    }

    private static Map<String, @Nullable Object> parameters(ClusterFacts cluster, GeneratorContext context) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("name", cluster.name());
        parameters.put("nameNormalized", Names.normalized(cluster.name()));
        parameters.put("server", cluster.server());
        parameters.put("project", cluster.project());
        if (context.text().isStructured()) {
            Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
            if (!cluster.annotations().isEmpty()) {
                metadata.put("annotations", ParameterValues.texts(cluster.annotations()));
            }
            if (!cluster.labels().isEmpty()) {
                metadata.put("labels", ParameterValues.texts(cluster.labels()));
            }
            parameters.put("metadata", metadata);
        } else {
            cluster.annotations().forEach((key, value) -> parameters.put("metadata.annotations." + key, value));
            cluster.labels().forEach((key, value) -> parameters.put("metadata.labels." + key, value));
        }
        return parameters;
    }
}
