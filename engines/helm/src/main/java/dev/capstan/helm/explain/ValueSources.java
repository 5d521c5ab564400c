package dev.capstan.helm.explain;

import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.yaml.YamlText;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where values were written: in flags, in values files, in the defaults of charts. What counts more comes first. */
public final class ValueSources {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([0-9]+)]");

    private final List<Source> sources = new ArrayList<>();

    private sealed interface Source {
        /** A file, whose values lie below a path. */
        record File(String name, List<String> below, YamlNode root) implements Source {}

        /** What a flag has set. */
        record Flag(String text, Map<String, @Nullable Object> values) implements Source {}
    }

    /** Adds a values file of the user; it counts more than those before it. */
    public ValueSources addFile(String name, byte[] text) {
        root(text).ifPresent(root -> sources.addFirst(new Source.File(name, List.of(), root)));
        return this;
    }

    /** Adds a flag with the values that it sets; it counts more than all before it. */
    public ValueSources addFlag(String text, Map<String, @Nullable Object> values) {
        sources.addFirst(new Source.Flag(text, values));
        return this;
    }

    /** Adds the defaults of a chart and of the charts inside of it; they count less than all before them. */
    public ValueSources addDefaults(Chart chart) {
        addDefaults(chart, chart.name(), List.of());
        return this;
    }

    private void addDefaults(Chart chart, String path, List<String> below) {
        chart.valuesFile()
                .flatMap(file -> root(file.data()))
                .ifPresent(root -> sources.addLast(new Source.File(path + "/values.yaml", below, root)));
        for (Chart inner : chart.dependencies()) {
            List<String> deeper = new ArrayList<>(below);
            deeper.add(inner.name());
            addDefaults(inner, path + "/charts/" + inner.name(), deeper);
        }
    }

    private static Optional<YamlNode> root(byte[] text) {
        try {
            return Optional.ofNullable(PlainYaml.readNode(text, YamlText.LIMITS));
        } catch (GoDecodeException unreadable) {
            return Optional.empty(); // then it could not be rendered either
        }
    }

    /**
     * Where a value was written.
     *
     * @param below the names of the charts around the template that read it, without that of the outermost one
     * @param path what it read, for example {@code .Values.image.tag}
     * @return empty when it is not a value, or nobody set it
     */
    Optional<String> find(List<String> below, String path) {
        if (!path.equals(".Values") && !path.startsWith(".Values.") && !path.startsWith(".Values[")) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(below);
        Matcher step = STEP.matcher(path.substring(".Values".length()));
        while (step.find()) {
            keys.add(step.group(1) == null ? step.group(2) : step.group(1));
        }
        return sources.stream()
                .map(source -> place(source, keys))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> place(Source source, List<String> keys) {
        return switch (source) {
            case Source.Flag(var text, var values) -> isSet(values, keys) ? Optional.of(text) : Optional.empty();
            case Source.File(var name, var below, var root) -> {
                boolean isBelow = keys.size() >= below.size()
                        && keys.subList(0, below.size()).equals(below);
                yield isBelow
                        ? line(root, keys.subList(below.size(), keys.size())).map(line -> name + ":" + line)
                        : Optional.empty();
            }
        };
    }

    private static boolean isSet(@Nullable Object values, List<String> keys) {
        Object value = values;
        for (String key : keys) {
            if (value instanceof Map<?, ?> map && map.containsKey(key)) {
                value = map.get(key);
            } else if (value instanceof List<?> list && isIndex(key, list.size())) {
                value = list.get(Integer.parseInt(key));
            } else {
                return false;
            }
        }
        return true;
    }

    /** The line of the last key, which is above the value where that is a map or a list. */
    private static Optional<Integer> line(YamlNode root, List<String> keys) {
        YamlNode node = root;
        int line = root.line();
        for (String key : keys) {
            if (node instanceof YamlMap map && map.has(key)) {
                int place = map.indexOf(key);
                line = map.keyAt(place).line();
                node = map.valueAt(place);
            } else if (node instanceof YamlList list && isIndex(key, list.size())) {
                node = list.get(Integer.parseInt(key));
                line = node.line();
            } else {
                return Optional.empty();
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private static boolean isIndex(String key, int size) {
        return key.matches("[0-9]{1,9}") && Integer.parseInt(key) < size;
    }
}
