package dev.capstan.helm.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chart with the charts inside of it; immutable, and to be shared.
 *
 * @param metadata what {@code Chart.yaml} says
 * @param lock what {@code Chart.lock} says; empty when there is none
 * @param templates the files below {@code templates/}
 * @param values the defaults, as Helm reads them: maps, lists, String, Double, Boolean, null; nobody may change them
 * @param schema the JSON schema of the values; empty when there is none
 * @param files everything else
 * @param dependencies the charts in {@code charts/}, sorted by the names of their folders and archives
 * @param valuesFile the file that the defaults come from; empty when there is none, and in charts out of records
 */
public record Chart(
        ChartYaml metadata,
        Optional<ChartLock> lock,
        List<ChartFile> templates,
        Map<String, @Nullable Object> values,
        Optional<ChartFile> schema,
        List<ChartFile> files,
        List<Chart> dependencies,
        Optional<ChartFile> valuesFile) {

    private static final String CRD_FOLDER = "crds/";

    /** Copies the lists. */
    public Chart {
        templates = List.copyOf(templates);
        files = List.copyOf(files);
        dependencies = List.copyOf(dependencies);
    }

    /** A chart without the file that its defaults come from. */
    public Chart(
            ChartYaml metadata,
            Optional<ChartLock> lock,
            List<ChartFile> templates,
            Map<String, @Nullable Object> values,
            Optional<ChartFile> schema,
            List<ChartFile> files,
            List<Chart> dependencies) {
        this(metadata, lock, templates, values, schema, files, dependencies, Optional.empty());
    }

    /** A file below {@code crds/}. */
    public record CustomResourceFile(String source, ChartFile file) {}

    /** The name of the chart, or its alias. */
    public String name() {
        return metadata.name();
    }

    /** The same chart with other metadata, for example another version. */
    public Chart withMetadata(ChartYaml other) {
        return new Chart(other, lock, templates, values, schema, files, dependencies, valuesFile);
    }

    /** The same chart with other defaults. */
    public Chart withValues(Map<String, @Nullable Object> other) {
        return new Chart(metadata, lock, templates, other, schema, files, dependencies, valuesFile);
    }

    /** The same chart with other charts inside of it. */
    public Chart withDependencies(List<Chart> others) {
        return new Chart(metadata, lock, templates, values, schema, files, others, valuesFile);
    }

    /** The names of charts that {@code Chart.yaml} asks for and {@code charts/} does not hold; the command refuses such charts. */
    public List<String> missingDependencies() {
        return metadata.dependencies().stream()
                .map(ChartRequirement::name)
                .filter(wanted ->
                        dependencies.stream().noneMatch(inner -> inner.name().equals(wanted)))
                .toList();
    }

    /**
     * The files below {@code crds/} of this chart, then those of the charts inside of it. They are not templates. The source is the
     * path that Helm prints.
     */
    public List<CustomResourceFile> customResourceFiles() {
        var found = new ArrayList<CustomResourceFile>();
        collectCustomResourceFiles(name(), found);
        return found;
    }

    private void collectCustomResourceFiles(String path, List<CustomResourceFile> found) {
        for (ChartFile file : files) {
            if (file.name().startsWith(CRD_FOLDER) && hasManifestExtension(file.name())) {
                found.add(new CustomResourceFile(path + "/" + file.name(), file));
            }
        }
        for (Chart dependency : dependencies) {
            dependency.collectCustomResourceFiles(path + "/charts/" + dependency.name(), found);
        }
    }

    private static boolean hasManifestExtension(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < name.lastIndexOf('/')) {
            return false;
        }
        return switch (name.substring(Math.max(dot, 0)).toLowerCase(java.util.Locale.ROOT)) {
            case ".yaml", ".yml", ".json" -> true;
            default -> false;
        };
    }
}
