package dev.capstan.helm.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code Chart.yaml} says, in the order in which Helm writes it. Texts are empty and lists have nothing in them where the file
 * says nothing.
 *
 * @param apiVersion {@code v1} or {@code v2}
 * @param version a semantic version, as it is written
 * @param kubeVersion a range of Kubernetes versions
 * @param type {@code application}, {@code library} or empty
 */
public record ChartYaml(
        String name,
        String home,
        List<String> sources,
        String version,
        String description,
        List<String> keywords,
        List<Maintainer> maintainers,
        String icon,
        String apiVersion,
        String condition,
        String tags,
        String appVersion,
        boolean isDeprecated,
        Map<String, String> annotations,
        String kubeVersion,
        List<ChartRequirement> dependencies,
        String type) {
    /** The file in the root of a chart. */
    public static final String FILE = "Chart.yaml";

    /** Somebody who looks after a chart. */
    public record Maintainer(String name, String email, String url) {}

    /** Copies the lists and the map. */
    public ChartYaml {
        sources = List.copyOf(sources);
        keywords = List.copyOf(keywords);
        maintainers = List.copyOf(maintainers);
        annotations = java.util.Collections.unmodifiableMap(new TreeMap<>(annotations));
        dependencies = List.copyOf(dependencies);
    }

    /** Whether it is a library, of which only partials count. */
    public boolean isLibrary() {
        return type.equalsIgnoreCase("library");
    }

    /** The same, called by another name. */
    public ChartYaml named(String other) {
        return copy(other, version, dependencies);
    }

    /** The same, with another version. */
    public ChartYaml withVersion(String other) {
        return copy(name, other, dependencies);
    }

    /** The same, with other dependencies. */
    public ChartYaml withDependencies(List<ChartRequirement> others) {
        return copy(name, version, others);
    }

    private ChartYaml copy(String otherName, String otherVersion, List<ChartRequirement> otherDependencies) {
        return new ChartYaml(
                otherName,
                home,
                sources,
                otherVersion,
                description,
                keywords,
                maintainers,
                icon,
                apiVersion,
                condition,
                tags,
                appVersion,
                isDeprecated,
                annotations,
                kubeVersion,
                otherDependencies,
                type);
    }
}
