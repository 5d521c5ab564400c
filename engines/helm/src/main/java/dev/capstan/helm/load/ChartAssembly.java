package dev.capstan.helm.load;

import dev.capstan.charts.ChartArchive;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.chart.ChartLock;
import dev.capstan.helm.chart.ChartYaml;
import dev.capstan.helm.values.ValuesText;
import dev.capstan.helm.yaml.InvalidYamlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a chart of its files: what is metadata, values, a template, a chart of its own. Used for one chart. */
final class ChartAssembly {
    /** Charts inside of charts; far above what anybody has. */
    private static final int DEEPEST = 32;

    private static final int GZIP_HEADER = 10;

    private final ChartArchive archives;
    private long unpacked;
    private int depth;

    ChartAssembly(ChartArchive archives) {
        this.archives = archives;
    }

    /** What is found on the way. */
    private static final class Parts {
        private Optional<ChartLock> lock = Optional.empty();
        private Optional<ChartFile> schema = Optional.empty();
        private Optional<ChartFile> valuesFile = Optional.empty();
        private Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final List<ChartFile> templates = new ArrayList<>();
        private final List<ChartFile> files = new ArrayList<>();
        private final Map<String, List<ChartFile>> inner = new TreeMap<>();
    }

    Chart assemble(List<ChartFile> files) throws InvalidChartException, IOException {
        ChartYaml metadata = null;
        for (ChartFile file : files) {
            if (file.name().equals(ChartYaml.FILE)) {
                metadata = ChartYamlReader.metadata(file.data());
            }
        }
        var parts = new Parts();
        for (ChartFile file : files) {
            boolean isOld = metadata != null && metadata.apiVersion().equals("v1");
            switch (file.name()) {
                case ChartYaml.FILE -> {}
                case "Chart.lock" -> parts.lock = Optional.of(ChartYamlReader.lock(file.name(), file.data()));
                case "values.yaml" -> {
                    parts.values = values(file);
                    parts.valuesFile = Optional.of(file);
                }
                case "values.schema.json" -> parts.schema = Optional.of(file);
                case "requirements.yaml" -> {
                    if (metadata != null) {
                        metadata = metadata.withDependencies(ChartYamlReader.requirements(file.name(), file.data()));
                    }
                    if (isOld) {
                        parts.files.add(file);
                    }
                }
                case "requirements.lock" -> {
                    parts.lock = Optional.of(ChartYamlReader.lock(file.name(), file.data()));
                    if (isOld) {
                        parts.files.add(file);
                    }
                }
                default -> sort(file, parts);
            }
        }
        if (metadata == null) {
            throw new InvalidChartException(InvalidChartException.Fault.CHART, "Chart.yaml file is missing");
        }
        ChartYamlReader.check(metadata);
        return new Chart(
                metadata,
                parts.lock,
                parts.templates,
                parts.values,
                parts.schema,
                parts.files,
                inner(metadata.name(), parts.inner),
                parts.valuesFile);
    }

    private static void sort(ChartFile file, Parts parts) {
        String name = file.name();
        if (name.startsWith("templates/")) {
            parts.templates.add(file);
        } else if (name.startsWith("charts/") && !name.endsWith(".prov")) {
            String path = name.substring("charts/".length());
            int slash = path.indexOf('/');
            parts.inner
                    .computeIfAbsent(slash < 0 ? path : path.substring(0, slash), _ -> new ArrayList<>())
                    .add(new ChartFile(path, file.data()));
        } else {
            parts.files.add(file);
        }
    }

    private static Map<String, @Nullable Object> values(ChartFile file) throws InvalidChartException {
        try {
            return ValuesText.read(file.data());
        } catch (InvalidYamlException e) {
            throw new InvalidChartException(
                    InvalidChartException.Fault.YAML, "cannot load values.yaml: " + e.getMessage());
        }
    }

    private List<Chart> inner(String outer, Map<String, List<ChartFile>> byName)
            throws InvalidChartException, IOException {
        List<Chart> charts = new ArrayList<>();
        for (var entry : byName.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith("_") || name.startsWith(".")) {
                continue;
            }
            if (++depth > DEEPEST) {
                throw new InvalidChartException(
                        InvalidChartException.Fault.LIMIT,
                        "charts may lie in charts %d levels deep".formatted(DEEPEST));
            }
            try {
                charts.add(assemble(filesOf(outer, name, entry.getValue())));
            } catch (InvalidChartException e) {
                throw new InvalidChartException(
                        e.fault(), "error unpacking subchart " + name + " in " + outer + ": " + e.getMessage());
            }
            depth--;
        }
        return charts;
    }

    private List<ChartFile> filesOf(String outer, String name, List<ChartFile> files)
            throws InvalidChartException, IOException {
        if (name.endsWith(".tgz")) {
            ChartFile archive = files.getFirst();
            if (!archive.name().equals(name)) {
                throw new InvalidChartException(
                        InvalidChartException.Fault.CHART,
                        "error unpacking subchart tar in " + outer + ": expected " + name + ", got " + archive.name());
            }
            checkGzip(archive.data());
            List<ChartFile> inside = ChartLoader.unpacked(archives, archive.data(), unpacked);
            inside.forEach(file -> unpacked += file.data().length);
            return inside;
        }
        return below(files);
    }

    /** Says of what is not packed at all what Helm says of it. */
    private static void checkGzip(byte[] archive) throws InvalidChartException {
        boolean isGzip = archive.length >= GZIP_HEADER && (archive[0] & 0xFF) == 0x1F && (archive[1] & 0xFF) == 0x8B;
        if (!isGzip) {
            throw new InvalidChartException(
                    InvalidChartException.Fault.CHART,
                    archive.length >= GZIP_HEADER
                            ? "gzip: invalid header"
                            : archive.length == 0 ? "EOF" : "unexpected EOF");
        }
    }

    private static List<ChartFile> below(List<ChartFile> files) {
        List<ChartFile> below = new ArrayList<>();
        for (ChartFile file : files) {
            int slash = file.name().indexOf('/');
            if (slash >= 0) {
                below.add(new ChartFile(file.name().substring(slash + 1), file.data()));
            }
        }
        return below;
    }
}
