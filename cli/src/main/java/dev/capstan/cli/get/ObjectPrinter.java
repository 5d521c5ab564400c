package dev.capstan.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints objects in one format: all that there are, and later those that change. */
final class ObjectPrinter {

    /** An answer of the API server is read whatever its size. */
    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private final PrintWriter out;
    private final OutputFormat format;
    private final Map<ToolkitKind, ObjectTable> tables = new EnumMap<>(ToolkitKind.class);

    ObjectPrinter(PrintWriter out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Prints objects of one or more kinds.
     *
     * @param isOne whether one object was asked for by its name, so that it is not printed as a list
     */
    void print(Map<ToolkitKind, List<GenericKubernetesResource>> found, boolean isOne) {
        Stream<GenericKubernetesResource> objects = found.values().stream().flatMap(List::stream);
        switch (format) {
            case TABLE, WIDE -> printTables(found);
            case NAME -> objects.map(ObjectPrinter::name).forEach(out::println);
            case YAML, JSON -> {
                List<HasMetadata> all =
                        objects.<HasMetadata>map(ObjectPrinter::forReading).toList();
                out.println(text(
                        isOne && all.size() == 1
                                ? all.getFirst()
                                : new KubernetesListBuilder().addAllToItems(all).build()));
            }
        }
        out.flush();
    }

    private void printTables(Map<ToolkitKind, List<GenericKubernetesResource>> found) {
        boolean isFirst = true;
        for (var kind : found.entrySet()) {
            ObjectTable table = table(kind.getKey());
            kind.getValue().forEach(object -> table.add(ToolkitObject.of(object)));
            if (!kind.getValue().isEmpty()) {
                out.println((isFirst ? "" : "\n") + String.join("\n", table.lines()));
                isFirst = false;
            }
        }
    }

    /** Prints an object that has changed since. */
    void printChange(GenericKubernetesResource object, boolean isDeleted) {
        boolean isLine = format != OutputFormat.YAML && format != OutputFormat.JSON;
        out.println(change(object) + (isDeleted && isLine ? "   (deleted)" : ""));
        out.flush();
    }

    /** What {@link #printChange} would print: two equal texts are no change for the reader. */
    String change(GenericKubernetesResource object) {
        return switch (format) {
            case TABLE, WIDE -> {
                ToolkitObject known = ToolkitObject.of(object);
                yield table(known.kind()).laterLine(known);
            }
            case NAME -> name(object);
            case YAML -> "---\n" + text(forReading(object));
            case JSON -> text(forReading(object));
        };
    }

    private synchronized ObjectTable table(ToolkitKind kind) {
        Optional<WideColumns> more =
                format == OutputFormat.WIDE ? Optional.of(new WideColumns(Clock.systemUTC())) : Optional.empty();
        return tables.computeIfAbsent(kind, missing -> new ObjectTable(missing, more));
    }

    private String text(Object object) {
        JsonNode json = Serialization.jsonMapper().valueToTree(object);
        if (format == OutputFormat.JSON) {
            return json.toPrettyString();
        }
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] yaml = YamlWriter.write(Json.read("the API server's answer", bytes, LIMITS));
        return new String(yaml, StandardCharsets.UTF_8).strip();
    }

    private static String name(GenericKubernetesResource object) {
        String apiVersion = object.getApiVersion();
        return object.getKind().toLowerCase(Locale.ROOT) + "."
                + apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/'))) + "/"
                + object.getMetadata().getName();
    }

    /** Without what only the API server needs. */
    private static GenericKubernetesResource forReading(GenericKubernetesResource object) {
        GenericKubernetesResource copy = Serialization.clone(object);
        copy.getMetadata().setManagedFields(List.of());
        return copy;
    }
}
