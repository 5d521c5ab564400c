package dev.capstan.cli.cluster;

import java.util.List;
import java.util.Map;

/**
 * Where an Application has its objects from: its only source, or the first of several. What is not written is empty.
 *
 * @param repository the address of the repository, as it is written
 * @param path the folder
 * @param chart the chart of a repository of charts
 */
public record ArgoSource(String repository, String path, String chart) {

    /** That of an Application. */
    public static ArgoSource of(ToolkitObject application) {
        Map<?, ?> source = source(application);
        return new ArgoSource(text(source, "repoURL"), text(source, "path"), text(source, "chart"));
    }

    private static Map<?, ?> source(ToolkitObject application) {
        if (application.field("spec", "sources") instanceof List<?> sources
                && !sources.isEmpty()
                && sources.getFirst() instanceof Map<?, ?> first) {
            return first;
        }
        return application.field("spec", "source") instanceof Map<?, ?> source ? source : Map.of();
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }
}
