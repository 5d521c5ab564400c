package dev.capstan.helm.render;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.values.ValuePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The templates of a chart and of the charts inside of it, each with the data of its chart. */
final class TemplateFiles {
    private static final GoType VALUES = GoType.named("common.Values", GoType.MAP);

    /** Deeper paths come first, so that outer charts can define anew what inner ones define; then from the end of the alphabet. */
    private static final Comparator<String> ORDER = Comparator.<String>comparingLong(
                    name -> name.chars().filter(c -> c == '/').count())
            .thenComparing(GoString::compare)
            .reversed();

    private final Map<String, TemplateFile> files = new TreeMap<>(ORDER);
    private final Map<String, @Nullable Object> release;
    private final CapabilitiesObject capabilities;

    private TemplateFiles(RenderRequest request) {
        this.release = release(request.release());
        this.capabilities = new CapabilitiesObject(request.capabilities());
    }

    /**
     * All of them, in the order in which they are parsed and run.
     *
     * @param values of the chart; templates may change them
     */
    static List<TemplateFile> of(Chart chart, Map<String, @Nullable Object> values, RenderRequest request) {
        var templates = new TemplateFiles(request);
        templates.add(chart, chart.name(), values, true);
        return new ArrayList<>(templates.files.values());
    }

    private static Map<String, @Nullable Object> release(RenderRequest.Release release) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("Name", release.name());
        object.put("Namespace", release.namespace());
        object.put("IsUpgrade", release.isUpgrade());
        object.put("IsInstall", !release.isUpgrade());
        object.put("Revision", Int.of(release.revision()));
        object.put("Service", "Helm");
        return object;
    }

    /** A map that templates know as values. */
    static TypedMap values(Map<String, @Nullable Object> map) {
        return new TypedMap(VALUES, map);
    }

    private Map<String, @Nullable Object> add(
            Chart chart, String path, Map<String, @Nullable Object> values, boolean isRoot) {
        Map<String, @Nullable Object> subcharts = new LinkedHashMap<>();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("Chart", ChartObject.of(chart.metadata(), isRoot));
        data.put("Files", FilesObject.of(chart.files()));
        data.put("Release", release);
        data.put("Capabilities", capabilities);
        data.put("Values", values(values));
        data.put("Subcharts", subcharts);
        for (Chart inner : chart.dependencies()) {
            subcharts.put(
                    inner.name(), add(inner, path + "/charts/" + inner.name(), below(values, inner.name()), false));
        }
        for (ChartFile file : chart.templates()) {
            if (!chart.metadata().isLibrary() || baseName(file.name()).startsWith("_")) {
                String name = path + "/" + file.name();
                files.put(name, new TemplateFile(name, file.text(), data, path + "/templates"));
            }
        }
        return data;
    }

    private static Map<String, @Nullable Object> below(Map<String, @Nullable Object> values, String chart) {
        return switch (ValuePath.table(values, chart)) {
            case ValuePath.Found.Table(var table) -> table;
            case ValuePath.Found.Missing _ -> new LinkedHashMap<>();
        };
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
