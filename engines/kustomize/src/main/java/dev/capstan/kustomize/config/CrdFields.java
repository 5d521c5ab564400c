package dev.capstan.kustomize.config;

import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives fields from the OpenAPI definitions that {@code crds} names: their extensions say what a field holds. */
public final class CrdFields {
    private static final String EXTENSION = "x-kubernetes-";

    private final YamlMap definitions;

    private CrdFields(YamlMap definitions) {
        this.definitions = definitions;
    }

    /** The fields of all kinds that are defined in a document. */
    public static TransformerConfig read(YamlMap definitions) {
        CrdFields fields = new CrdFields(definitions);
        TransformerConfig config = TransformerConfig.EMPTY;
        for (int i = 0; i < definitions.size(); i++) {
            String type = definitions.keyAt(i).text();
            YamlMap properties = fields.properties(type);
            if (properties != null
                    && properties.has("kind")
                    && properties.has("apiVersion")
                    && properties.has("metadata")) {
                TransformerConfig.Builder builder = new TransformerConfig.Builder();
                String kind = type.substring(type.lastIndexOf('.') + 1);
                fields.collect(type, Gvk.ofKind(kind), List.of(), new HashSet<>(), builder);
                config = config.merge(builder.build());
            }
        }
        return config;
    }

    private void collect(
            String type, Gvk kind, List<String> path, Set<String> above, TransformerConfig.Builder builder) {
        YamlMap properties = properties(type);
        if (properties == null || !above.add(type)) {
            return;
        }
        for (int i = 0; i < properties.size(); i++) {
            if (properties.valueAt(i) instanceof YamlMap property) {
                List<String> field = new ArrayList<>(path);
                field.add(properties.keyAt(i).text());
                collect(property, kind, field, above, builder);
            }
        }
        above.remove(type);
    }

    private void collect(
            YamlMap property, Gvk kind, List<String> field, Set<String> above, TransformerConfig.Builder builder) {
        if (extension(property, "annotation") != null) {
            builder.add("commonAnnotations", spec(kind, field));
        }
        if (extension(property, "label-selector") != null) {
            builder.add("commonLabels", spec(kind, field));
        }
        if (extension(property, "identity") != null) {
            builder.add("namePrefix", spec(kind, field));
        }
        String version = extension(property, "object-ref-api-version");
        String target = extension(property, "object-ref-kind");
        if (version != null && target != null) {
            String nameKey = extension(property, "object-ref-name-key");
            List<String> name = new ArrayList<>(field);
            name.add(nameKey == null ? "name" : nameKey);
            builder.add(new NameReference(new Gvk("", version, target), new FieldSpecs(List.of(spec(kind, name)))));
        }
        String reference = property.getText("$ref");
        if (reference != null) {
            collect(reference, kind, field, above, builder);
        }
    }

    private static FieldSpec spec(Gvk kind, List<String> path) {
        return new FieldSpec(kind, String.join("/", path), false);
    }

    private static @Nullable String extension(YamlMap property, String name) {
        return property.getText(EXTENSION + name);
    }

    private @Nullable YamlMap properties(String type) {
        YamlNode definition = definitions.get(type);
        YamlMap schema = definition instanceof YamlMap map ? map.getMap("Schema") : null;
        if (schema == null && definition instanceof YamlMap map) {
            schema = map.getMap("schema");
        }
        return schema == null ? null : schema.getMap("properties");
    }
}
