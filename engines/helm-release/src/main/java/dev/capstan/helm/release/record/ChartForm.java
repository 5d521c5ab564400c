package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.chart.ChartLock;
import dev.capstan.helm.chart.ChartRequirement;
import dev.capstan.helm.chart.ChartYaml;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charts and values as records hold them. Charts inside of a chart are not recorded. */
final class ChartForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A time that was never set, as Go writes it. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** Go sorts the keys of maps by their bytes. */
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private ChartForm() {}

    static ObjectNode of(Chart chart) {
        ObjectNode json = JSON.objectNode();
        json.set("metadata", metadata(chart.metadata()));
        json.set("lock", chart.lock().<JsonNode>map(ChartForm::lock).orElseGet(JSON::nullNode));
        json.set("templates", files(chart.templates()));
        json.set("values", chart.values().isEmpty() ? JSON.nullNode() : values(chart.values()));
        json.set(
                "schema",
                chart.schema().<JsonNode>map(file -> base64(file.data())).orElseGet(JSON::nullNode));
        json.put("schemamodtime", NO_TIME);
        json.set("files", files(chart.files()));
        return json;
    }

    static ObjectNode values(Map<String, ? extends @Nullable Object> values) {
        ObjectNode json = JSON.objectNode();
        values.keySet().stream().sorted(BY_BYTES).forEach(key -> json.set(key, value(values.get(key))));
        return json;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Map<?, ?> map -> values(keyed(map));
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(element -> array.add(value(element)));
                yield array;
            }
            case String text -> JSON.textNode(text);
            case Boolean flag -> JSON.booleanNode(flag);
            case Double number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            default -> JSON.textNode(value.toString());
        };
    }

    private static Map<String, @Nullable Object> keyed(Map<?, ?> map) {
        Map<String, @Nullable Object> keyed = new java.util.HashMap<>();
        map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return keyed;
    }

    private static JsonNode files(List<ChartFile> files) {
        if (files.isEmpty()) {
            return JSON.nullNode();
        }
        ArrayNode array = JSON.arrayNode();
        for (ChartFile file : files) {
            ObjectNode json = array.addObject();
            json.put("name", file.name());
            json.set("data", base64(file.data()));
        }
        return array;
    }

    private static JsonNode base64(byte[] data) {
        return JSON.textNode(Base64.getEncoder().encodeToString(data));
    }

    private static ObjectNode metadata(ChartYaml yaml) {
        ObjectNode json = JSON.objectNode();
        put(json, "name", yaml.name());
        put(json, "home", yaml.home());
        put(json, "sources", yaml.sources());
        put(json, "version", yaml.version());
        put(json, "description", yaml.description());
        put(json, "keywords", yaml.keywords());
        if (!yaml.maintainers().isEmpty()) {
            ArrayNode maintainers = json.putArray("maintainers");
            for (ChartYaml.Maintainer maintainer : yaml.maintainers()) {
                ObjectNode person = maintainers.addObject();
                put(person, "name", maintainer.name());
                put(person, "email", maintainer.email());
                put(person, "url", maintainer.url());
            }
        }
        put(json, "icon", yaml.icon());
        put(json, "apiVersion", yaml.apiVersion());
        put(json, "condition", yaml.condition());
        put(json, "tags", yaml.tags());
        put(json, "appVersion", yaml.appVersion());
        put(json, "deprecated", yaml.isDeprecated());
        if (!yaml.annotations().isEmpty()) {
            json.set("annotations", values(yaml.annotations()));
        }
        put(json, "kubeVersion", yaml.kubeVersion());
        if (!yaml.dependencies().isEmpty()) {
            json.set("dependencies", requirements(yaml.dependencies()));
        }
        put(json, "type", yaml.type());
        return json;
    }

    private static ObjectNode lock(ChartLock lock) {
        ObjectNode json = JSON.objectNode();
        json.put("generated", lock.generated());
        json.put("digest", lock.digest());
        json.set("dependencies", lock.dependencies().isEmpty() ? JSON.nullNode() : requirements(lock.dependencies()));
        return json;
    }

    private static ArrayNode requirements(List<ChartRequirement> requirements) {
        ArrayNode array = JSON.arrayNode();
        for (ChartRequirement requirement : requirements) {
            ObjectNode json = array.addObject();
            json.put("name", requirement.name());
            put(json, "version", requirement.version());
            json.put("repository", requirement.repository());
            put(json, "condition", requirement.condition());
            put(json, "tags", requirement.tags());
            put(json, "enabled", requirement.isEnabled());
            if (!requirement.importValues().isEmpty()) {
                json.set("import-values", value(requirement.importValues()));
            }
            put(json, "alias", requirement.alias());
        }
        return array;
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void put(ObjectNode json, String name, boolean flag) {
        if (flag) {
            json.put(name, true);
        }
    }

    private static void put(ObjectNode json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(json.putArray(name)::add);
        }
    }
}
