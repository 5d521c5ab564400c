package dev.capstan.charts;

import dev.capstan.yaml.Limits;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code Chart.yaml} says of a chart. Name and version become parts of paths, so those that could lead elsewhere are refused.
 *
 * @param name a plain name
 * @param version a semantic version, possibly with a {@code v} in front or without its last parts, as it is written
 * @param dependencies in the order of the file
 * @param yaml the whole file, also what this record has no field for
 */
public record ChartMetadata(String name, String version, List<ChartDependency> dependencies, YamlMap yaml) {
    /** The file in the root of a chart. */
    public static final String FILE = "Chart.yaml";

    static final Limits YAML_LIMITS = new Limits(1 << 20, 64, 10_000);

    private static final int LONGEST_NAME = 250;
    private static final int LONGEST_VERSION = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+";
    private static final Pattern VERSION =
            Pattern.compile("v?[0-9]{1,18}(?:\\.[0-9]{1,18}){0,2}(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");
    private static final Set<String> TYPES = Set.of("", "application", "library");

    /** Copies the list. */
    public ChartMetadata {
        dependencies = List.copyOf(dependencies);
    }

    /** Whether Helm takes the text for a version: semantic, but minor and patch may be missing. */
    public static boolean isVersion(String text) {
        return text.length() <= LONGEST_VERSION && VERSION.matcher(text).matches();
    }

    /**
     * Reads {@code Chart.yaml}.
     *
     * @throws ChartException when it is not the metadata of a chart
     */
    public static ChartMetadata read(byte[] text) throws ChartException {
        return of(map(FILE, text));
    }

    static ChartMetadata of(YamlMap map) throws ChartException {
        var name = string(map, "name");
        var version = string(map, "version");
        if (name.length() > LONGEST_NAME
                || name.contains("..")
                || !NAME.matcher(name).matches()) {
            throw invalid(
                    name.isEmpty()
                            ? "it has no name"
                            : "the name may hold letters, digits, '.', '_' and '-' only, and begins and ends with one of the first"
                                    + " two");
        }
        if (!isVersion(version)) {
            throw invalid(version.isEmpty() ? "it has no version" : "the version is not a semantic version");
        }
        if (!TYPES.contains(string(map, "type"))) {
            throw invalid("the type is neither application nor library");
        }
        return new ChartMetadata(name, version, dependencies(FILE, map), map);
    }

    /** The same chart with another version. */
    public ChartMetadata withVersion(String other) {
        return new ChartMetadata(name, other, dependencies, yaml.with("version", YamlScalar.ofString(other)));
    }

    /** The text of {@code Chart.yaml}. */
    public byte[] toYaml() {
        return YamlWriter.write(yaml);
    }

    /**
     * The dependencies that a {@code Chart.yaml}, {@code requirements.yaml} or lock file lists.
     *
     * @param file a name for messages
     * @throws ChartException when it is not such a file
     */
    public static List<ChartDependency> dependencies(String file, byte[] text) throws ChartException {
        return dependencies(file, map(file, text));
    }

    private static List<ChartDependency> dependencies(String file, YamlMap map) throws ChartException {
        var list = map.getList("dependencies");
        if (list == null) {
            return List.of();
        }
        var found = new ArrayList<ChartDependency>();
        for (YamlNode item : list) {
            if (!(item instanceof YamlMap dependency)) {
                throw invalid("a dependency in " + file + " is not a map");
            }
            var name = string(dependency, "name");
            if (!NAME.matcher(name).matches() || name.contains("..")) {
                throw invalid("a dependency in " + file + " has no name, or one that no chart may have");
            }
            found.add(new ChartDependency(name, string(dependency, "version"), string(dependency, "repository")));
        }
        return found;
    }

    private static YamlMap map(String file, byte[] text) throws ChartException {
        try {
            List<YamlDocument> documents = YamlReader.readAll(file, text, YAML_LIMITS);
            if (!documents.isEmpty() && documents.getFirst().root() instanceof YamlMap map) {
                return map;
            }
            throw invalid(file.equals(FILE) ? "it is not a map" : file + " is not a map");
        } catch (YamlSyntaxException e) {
            throw invalid(file + " is not YAML, line " + e.problem().line());
        }
    }

    private static String string(YamlMap map, String key) {
        return map.get(key) instanceof YamlScalar scalar && scalar.kind() != ScalarKind.NULL
                ? scalar.text().strip()
                : "";
    }

    private static ChartException invalid(String why) {
        return new ChartException(new ChartFailure.MetadataInvalid(why));
    }
}
