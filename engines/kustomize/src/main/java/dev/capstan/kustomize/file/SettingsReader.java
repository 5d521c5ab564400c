package dev.capstan.kustomize.file;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.yaml.ScalarKind;
import dev.capstan.yaml.ScalarStyle;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map of settings: field names match whatever their case when none matches exactly, null counts as absent, a value of
 * the wrong type is an error, and so is, on demand, a field that nobody asked for.
 */
public final class SettingsReader {
    private static final Pattern OLD_BOOLEANS = Pattern.compile("y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF");
    private static final Set<String> TRUE_WORDS = Set.of("y", "yes", "on");

    private final YamlMap map;
    private final String file;
    private final String path;
    private final boolean numbersAreTexts;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * A reader of a map.
     *
     * @param file the file the map is in
     * @param path path of the map in the file, empty for the whole document
     * @param numbersAreTexts whether a number or boolean is accepted where a text is expected, as in plugin configurations
     */
    public SettingsReader(YamlMap map, String file, String path, boolean numbersAreTexts) {
        this.map = map;
        this.file = file;
        this.path = path;
        this.numbersAreTexts = numbersAreTexts;
    }

    /** The map. */
    public YamlMap map() {
        return map;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** Where the map itself is. */
    public Place place() {
        return new Place(file, map.line(), map.column(), path);
    }

    /** Where a field of it is. */
    public Place place(String field) {
        YamlNode value = find(field);
        return value == null ? new Place(file, map.line(), map.column(), pathOf(field)) : placeOf(value, pathOf(field));
    }

    /** Where the fields of it are, by name. */
    public Map<String, Place> places() {
        Map<String, Place> places = new HashMap<>(map.size() * 2);
        for (int i = 0; i < map.size(); i++) {
            String field = map.keyAt(i).text();
            places.put(field, placeOf(map.keyAt(i), pathOf(field)));
        }
        return places;
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return value(field) != null;
    }

    /** A text; empty when absent. */
    public String text(String field) {
        YamlNode value = value(field);
        return value == null ? "" : text(value, pathOf(field));
    }

    /** A text with its place, when it is there and not empty. */
    public Optional<Setting> setting(String field) {
        String text = text(field);
        return text.isEmpty() ? Optional.empty() : Optional.of(new Setting(text, place(field)));
    }

    /** A boolean; false when absent. */
    public boolean flag(String field) {
        YamlNode value = value(field);
        if (value == null) {
            return false;
        }
        if (value instanceof YamlScalar scalar) {
            if (scalar.kind() == ScalarKind.BOOL) {
                return scalar.text().toLowerCase(Locale.ROOT).equals("true");
            }
            if (isBooleanToOthers(scalar)) {
                return TRUE_WORDS.contains(scalar.text().toLowerCase(Locale.ROOT));
            }
        }
        throw wrongType(value, pathOf(field), "true or false");
    }

    /** An integer; 0 when absent. */
    public long integer(String field) {
        YamlNode value = value(field);
        if (value == null) {
            return 0;
        }
        if (value instanceof YamlScalar scalar && scalar.kind() == ScalarKind.INT) {
            try {
                return Long.decode(scalar.text().replace("_", ""));
            } catch (NumberFormatException e) {
                throw wrongType(value, pathOf(field), "an integer of at most 64 bits");
            }
        }
        throw wrongType(value, pathOf(field), "an integer");
    }

    /** A list of texts with their places; empty when absent. */
    public List<Setting> texts(String field) {
        List<Setting> texts = new ArrayList<>();
        List<YamlNode> items = items(field);
        for (int i = 0; i < items.size(); i++) {
            String itemPath = pathOf(field) + "[" + i + "]";
            YamlNode item = items.get(i);
            texts.add(new Setting(item.isNull() ? "" : text(item, itemPath), placeOf(item, itemPath)));
        }
        return texts;
    }

    /** A list of texts; empty when absent. */
    public List<String> plainTexts(String field) {
        return texts(field).stream().map(Setting::value).toList();
    }

    /** A map of texts; empty when absent. */
    public Map<String, String> textMap(String field) {
        YamlNode value = value(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value == null) {
            return texts;
        }
        if (!(value instanceof YamlMap entries)) {
            throw wrongType(value, pathOf(field), "a map of texts");
        }
        for (int i = 0; i < entries.size(); i++) {
            YamlNode entry = entries.valueAt(i);
            String key = entries.keyAt(i).text();
            texts.put(key, entry.isNull() ? "" : text(entry, pathOf(field) + "." + key));
        }
        return texts;
    }

    /** A map of settings. */
    public Optional<SettingsReader> section(String field) {
        YamlNode value = value(field);
        return value == null ? Optional.empty() : Optional.of(section(value, pathOf(field)));
    }

    /** A list of maps of settings; empty when absent. A null element counts as an empty map. */
    public List<SettingsReader> sections(String field) {
        List<SettingsReader> sections = new ArrayList<>();
        List<YamlNode> items = items(field);
        for (int i = 0; i < items.size(); i++) {
            YamlNode item = items.get(i);
            sections.add(section(item.isNull() ? YamlMap.empty() : item, pathOf(field) + "[" + i + "]"));
        }
        return sections;
    }

    /** Says that a field may be there, although nobody reads it. */
    public void allow(String... fields) {
        known.addAll(List.of(fields));
    }

    /** Fails when there is a field that nobody asked for. */
    public void refuseUnknown() {
        for (int i = 0; i < map.size(); i++) {
            String name = map.keyAt(i).text();
            if (known.contains(name) || known.stream().anyMatch(name::equalsIgnoreCase)) {
                continue;
            }
            String advice = NearestName.of(name, known)
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("Remove it; fields known here: " + String.join(", ", known) + ".");
            throw new BuildFault(placeOf(map.keyAt(i), pathOf(name))
                    .problem(Code.KUSTOMIZATION_INVALID, "unknown field \"" + name + "\"")
                    .advise(advice));
        }
    }

    private SettingsReader section(YamlNode value, String sectionPath) {
        if (value instanceof YamlMap section) {
            return new SettingsReader(section, file, sectionPath, numbersAreTexts);
        }
        throw wrongType(value, sectionPath, "a map");
    }

    private List<YamlNode> items(String field) {
        YamlNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlList list) {
            return list.items();
        }
        throw wrongType(value, pathOf(field), "a list");
    }

    private String text(YamlNode value, String valuePath) {
        if (value instanceof YamlScalar scalar) {
            ScalarKind kind = scalar.kind();
            boolean isText = kind == ScalarKind.STRING || kind == ScalarKind.TIMESTAMP;
            if (numbersAreTexts || (isText && !isBooleanToOthers(scalar))) {
                return scalar.text();
            }
        }
        throw wrongType(value, valuePath, "a text");
    }

    /** The Kubernetes tools read kustomization files by YAML 1.1, in which a plain {@code yes} or {@code n} is a boolean. */
    private static boolean isBooleanToOthers(YamlScalar scalar) {
        return scalar.kind() == ScalarKind.STRING
                && scalar.style() == ScalarStyle.PLAIN
                && scalar.line() > 0
                && scalar.text().length() <= 3
                && OLD_BOOLEANS.matcher(scalar.text()).matches();
    }

    private @Nullable YamlNode value(String field) {
        known.add(field);
        YamlNode value = find(field);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable YamlNode find(String field) {
        YamlNode exact = map.get(field);
        if (exact != null) {
            return exact;
        }
        for (int i = 0; i < map.size(); i++) {
            if (map.keyAt(i).text().equalsIgnoreCase(field)) {
                return map.valueAt(i);
            }
        }
        return null;
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private Place placeOf(YamlNode node, String field) {
        return new Place(file, node.line(), node.column(), field);
    }

    private BuildFault wrongType(YamlNode value, String valuePath, String expected) {
        String found = switch (value) {
            case YamlMap _ -> "a map";
            case YamlList _ -> "a list";
            case YamlScalar scalar ->
                switch (scalar.kind()) {
                    case INT, FLOAT -> "the number " + scalar.text();
                    case BOOL -> "the boolean " + scalar.text();
                    case NULL -> "nothing";
                    case STRING, TIMESTAMP ->
                        isBooleanToOthers(scalar)
                                ? "the word " + scalar.text() + ", which YAML 1.1 takes for a boolean"
                                : "the text \"" + scalar.text() + "\"";
                };
        };
        boolean needsQuotes = expected.equals("a text") && value instanceof YamlScalar;
        return new BuildFault(placeOf(value, valuePath)
                .problem(Code.KUSTOMIZATION_INVALID, "expected " + expected + ", found " + found)
                .advise(needsQuotes ? "Put the value in quotes." : "Correct the value."));
    }
}
