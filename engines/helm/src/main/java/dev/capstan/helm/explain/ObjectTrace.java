package dev.capstan.helm.explain;

import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.trace.LineOrigin;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.yaml.YamlText;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Goes through a rendered document and names the origin of each of its fields. */
public final class ObjectTrace {
    private static final String CHARTS = "/charts/";

    private final TracedLines lines;
    private final int firstLine;
    private final ValueSources sources;
    private final List<String> charts;
    private final List<TracedField> fields = new ArrayList<>();

    private ObjectTrace(TracedLines lines, int firstLine, ValueSources sources) {
        this.lines = lines;
        this.firstLine = firstLine;
        this.sources = sources;
        this.charts = charts(lines.template());
    }

    /**
     * The fields of a document.
     *
     * @param lines the output that the document is part of
     * @param document its text
     */
    public static List<TracedField> fields(TracedLines lines, String document, ValueSources sources) {
        int start = Math.max(0, lines.text().indexOf(document));
        int firstLine = (int)
                lines.text().substring(0, start).chars().filter(c -> c == '\n').count();
        var trace = new ObjectTrace(lines, firstLine, sources);
        try {
            YamlNode root = PlainYaml.readNode(GoString.bytes(document), YamlText.LIMITS);
            if (root != null) {
                trace.visit("", root);
            }
        } catch (GoDecodeException e) {
            throw new IllegalStateException("the document was read before", e);
        }
        return trace.fields;
    }

    /** The names of the charts that a template lies in, without the outermost one. */
    private static List<String> charts(String template) {
        int templates = template.indexOf("/templates/");
        String path = templates < 0 ? template : template.substring(0, templates);
        String[] names = path.split(CHARTS, -1);
        return Arrays.asList(names).subList(1, names.length);
    }

    private void visit(String path, YamlNode node) {
        switch (node) {
            case YamlMap map
            when !map.isEmpty() -> {
                for (int i = 0; i < map.size(); i++) {
                    String key = map.keyAt(i).text();
                    String name = key.contains(".") ? "[" + key + "]" : (path.isEmpty() ? "" : ".") + key;
                    visit(path + name, map.valueAt(i));
                }
            }
            case YamlList list
            when !list.isEmpty() -> {
                for (int i = 0; i < list.size(); i++) {
                    visit(path + "[" + i + "]", list.get(i));
                }
            }
            case YamlMap map -> add(path, "{}", map.line());
            case YamlList list -> add(path, "[]", list.line());
            case YamlScalar scalar -> add(path, scalar.isNull() ? "null" : scalar.text(), scalar.line());
        }
    }

    private void add(String path, String value, int line) {
        int index = firstLine + Math.max(line, 1) - 1;
        if (index >= lines.origins().size()) {
            fields.add(new TracedField(path, value, lines.template(), List.of(), List.of()));
            return;
        }
        LineOrigin origin = lines.origins().get(index);
        fields.add(new TracedField(
                path,
                value,
                text(origin.place()),
                origin.calledFrom().stream().map(ObjectTrace::text).toList(),
                origin.reads().stream()
                        .map(read -> new TracedField.Read(
                                read, sources.find(charts, read).orElse("")))
                        .toList()));
    }

    private static String text(Place place) {
        return place.line() == 0 ? place.file() : place.file() + ":" + place.line();
    }
}
