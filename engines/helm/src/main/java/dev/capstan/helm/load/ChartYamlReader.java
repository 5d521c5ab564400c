package dev.capstan.helm.load;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.sprig.TimeValue;
import dev.capstan.helm.chart.ChartLock;
import dev.capstan.helm.chart.ChartRequirement;
import dev.capstan.helm.chart.ChartYaml;
import dev.capstan.helm.chart.VersionRanges;
import dev.capstan.helm.yaml.InvalidYamlException;
import dev.capstan.helm.yaml.TypedYaml.Shape;
import dev.capstan.helm.yaml.TypedYaml.Struct;
import dev.capstan.helm.yaml.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code Chart.yaml}, {@code requirements.yaml} and lock files, and checks them as Helm does. */
final class ChartYamlReader {
    private static final Shape TEXT = new Shape.Text();
    private static final Shape TEXTS = new Shape.Items(TEXT, "[]string");
    private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_-]+");

    private static final Shape.Fields VERSION = new Shape.Fields("chartBase", Map.of("apiVersion", TEXT));

    private static final Shape.Fields MAINTAINER =
            new Shape.Fields("Maintainer", Map.of("name", TEXT, "email", TEXT, "url", TEXT));

    private static final Shape.Fields REQUIREMENT = new Shape.Fields(
            "Dependency",
            Map.of(
                    "name", TEXT,
                    "version", TEXT,
                    "repository", TEXT,
                    "condition", TEXT,
                    "tags", TEXTS,
                    "enabled", new Shape.Bool(),
                    "import-values", new Shape.Items(new Shape.Any(), "[]interface {}"),
                    "alias", TEXT));

    private static final Shape REQUIREMENTS =
            new Shape.Items(new Shape.Nested("v2.Dependency", REQUIREMENT), "[]*v2.Dependency");

    private static final Shape.Fields METADATA = new Shape.Fields(
            "Metadata",
            Map.ofEntries(
                    Map.entry("name", TEXT),
                    Map.entry("home", TEXT),
                    Map.entry("sources", TEXTS),
                    Map.entry("version", TEXT),
                    Map.entry("description", TEXT),
                    Map.entry("keywords", TEXTS),
                    Map.entry(
                            "maintainers",
                            new Shape.Items(new Shape.Nested("v2.Maintainer", MAINTAINER), "[]*v2.Maintainer")),
                    Map.entry("icon", TEXT),
                    Map.entry("apiVersion", TEXT),
                    Map.entry("condition", TEXT),
                    Map.entry("tags", TEXT),
                    Map.entry("appVersion", TEXT),
                    Map.entry("deprecated", new Shape.Bool()),
                    Map.entry("annotations", new Shape.Texts()),
                    Map.entry("kubeVersion", TEXT),
                    Map.entry("dependencies", REQUIREMENTS),
                    Map.entry("type", TEXT)));

    private static final Shape.Fields LOCK =
            new Shape.Fields("Lock", Map.of("generated", TEXT, "digest", TEXT, "dependencies", REQUIREMENTS));

    private static final String RFC_3339 = "2006-01-02T15:04:05Z07:00";
    private static final String GO_ZERO_TIME = "0001-01-01T00:00:00Z";

    private ChartYamlReader() {}

    /** Refuses charts of a version that this renderer does not know. */
    static void checkVersion(byte[] text) throws InvalidChartException {
        switch (read(ChartYaml.FILE, text, "loader.chartBase", VERSION).text("apiVersion")) {
            case "", "v1", "v2" -> {}
            case "v3" -> throw invalid("invalid chart apiVersion"); // Helm loads them, and then does not install them
            default -> throw invalid("unsupported chart version");
        }
    }

    /** What the file says, not checked yet; charts that do not say their version are of the first. */
    static ChartYaml metadata(byte[] text) throws InvalidChartException {
        Struct fields = read(ChartYaml.FILE, text, "v2.Metadata", METADATA);
        List<ChartYaml.Maintainer> maintainers = new ArrayList<>();
        for (Object item : fields.items("maintainers")) {
            if (!(item instanceof Struct maintainer)) {
                throw new InvalidChartException(
                        InvalidChartException.Fault.CHART,
                        "validation: maintainers must not contain empty or null nodes");
            }
            maintainers.add(new ChartYaml.Maintainer(
                    sanitized(maintainer.text("name")),
                    sanitized(maintainer.text("email")),
                    sanitized(maintainer.text("url"))));
        }
        return new ChartYaml(
                sanitized(fields.text("name")),
                sanitized(fields.text("home")),
                sanitized(fields.texts("sources")),
                fields.text("version"),
                sanitized(fields.text("description")),
                sanitized(fields.texts("keywords")),
                maintainers,
                sanitized(fields.text("icon")),
                fields.text("apiVersion").isEmpty() ? "v1" : fields.text("apiVersion"),
                sanitized(fields.text("condition")),
                sanitized(fields.text("tags")),
                sanitized(fields.text("appVersion")),
                fields.bool("deprecated"),
                fields.textMap("annotations"),
                sanitized(fields.text("kubeVersion")),
                requirements(fields),
                fields.text("type"));
    }

    /** The dependencies that the file of older charts lists. */
    static List<ChartRequirement> requirements(String file, byte[] text) throws InvalidChartException {
        return requirements(read(file, text, "v2.Metadata", METADATA));
    }

    static ChartLock lock(String file, byte[] text) throws InvalidChartException {
        Struct fields = read(file, text, "v2.Lock", LOCK);
        String generated = fields.text("generated");
        if (fields.values().containsKey("generated")) {
            checkTime(file, generated);
        }
        return new ChartLock(
                generated.isEmpty() ? GO_ZERO_TIME : generated, fields.text("digest"), requirements(fields));
    }

    private static void checkTime(String file, String text) throws InvalidChartException {
        try {
            TimeValue.parse(RFC_3339, text);
        } catch (FunctionException e) {
            throw invalid("cannot load " + file + ": error unmarshaling JSON: while decoding JSON: " + e.getMessage());
        }
    }

    private static List<ChartRequirement> requirements(Struct fields) throws InvalidChartException {
        List<ChartRequirement> requirements = new ArrayList<>();
        for (Object item : fields.items("dependencies")) {
            if (!(item instanceof Struct requirement)) {
                throw new InvalidChartException(
                        InvalidChartException.Fault.DEPENDENCY,
                        "validation: dependencies must not contain empty or null nodes");
            }
            requirements.add(new ChartRequirement(
                    sanitized(requirement.text("name")),
                    sanitized(requirement.text("version")),
                    sanitized(requirement.text("repository")),
                    sanitized(requirement.text("condition")),
                    sanitized(requirement.texts("tags")),
                    requirement.bool("enabled"),
                    requirement.items("import-values").stream()
                            .filter(Objects::nonNull)
                            .toList(),
                    requirement.text("alias")));
        }
        return requirements;
    }

    /** Refuses what no chart may say. */
    static void check(ChartYaml chart) throws InvalidChartException {
        String name = chart.name();
        if (name.isEmpty()) {
            throw invalid("validation: chart.metadata.name is required");
        }
        if (name.equals(".") || name.equals("..")) {
            throw invalid("validation: chart.metadata.name \"" + name + "\" is not allowed");
        }
        if (name.contains("/")) {
            throw invalid("validation: chart.metadata.name " + Quote.quote(name) + " is invalid");
        }
        if (chart.version().isEmpty()) {
            throw invalid("validation: chart.metadata.version is required");
        }
        if (!VersionRanges.isVersion(chart.version())) {
            throw invalid("validation: chart.metadata.version " + Quote.quote(chart.version()) + " is invalid");
        }
        if (!Set.of("", "application", "library").contains(chart.type())) {
            throw invalid("validation: chart.metadata.type must be application or library");
        }
        Set<String> keys = new HashSet<>();
        for (ChartRequirement requirement : chart.dependencies()) {
            if (!requirement.alias().isEmpty()
                    && !ALIAS.matcher(requirement.alias()).matches()) {
                throw dependency(
                        "validation: dependency \"" + requirement.name() + "\" has disallowed characters in the alias");
            }
            if (!keys.add(requirement.key())) {
                throw dependency(
                        "validation: more than one dependency with name or alias \"" + requirement.key() + "\"");
            }
        }
    }

    private static Struct read(String file, byte[] text, String type, Shape.Fields fields)
            throws InvalidChartException {
        try {
            return YamlText.struct(text, type, fields);
        } catch (InvalidYamlException e) {
            throw new InvalidChartException(
                    e.isSyntax() ? InvalidChartException.Fault.YAML : InvalidChartException.Fault.CHART,
                    "cannot load " + file + ": " + e.getMessage());
        }
    }

    private static List<String> sanitized(List<String> texts) {
        return texts.stream().map(ChartYamlReader::sanitized).toList();
    }

    /** Without what cannot be printed, and with plain blanks. */
    private static String sanitized(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSpace(c)) {
                clean.append(' ');
            } else if (isPrintable(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static boolean isSpace(int c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static InvalidChartException invalid(String message) {
        return new InvalidChartException(InvalidChartException.Fault.CHART, message);
    }

    private static InvalidChartException dependency(String message) {
        return new InvalidChartException(InvalidChartException.Fault.DEPENDENCY, message);
    }
}
