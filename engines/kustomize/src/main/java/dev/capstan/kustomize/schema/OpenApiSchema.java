package dev.capstan.kustomize.schema;

import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema of an OpenAPI document that a kustomization brings; references are resolved when they are met. */
final class OpenApiSchema implements MergeSchema {
    private static final String REFERENCE = "#/definitions/";
    private static final int MAX_REFERENCES = 64;

    private final YamlMap schema;
    private final Definitions definitions;

    private OpenApiSchema(YamlMap schema, Definitions definitions) {
        this.schema = schema;
        this.definitions = definitions;
    }

    /** The definitions that references point to. */
    interface Definitions {
        /** A definition of the document itself. */
        @Nullable YamlNode own(String name);

        /** A definition that is known without the document. */
        @Nullable MergeSchema builtIn(String name);
    }

    static @Nullable MergeSchema of(@Nullable YamlNode node, Definitions definitions) {
        YamlNode current = node;
        for (int i = 0; i < MAX_REFERENCES; i++) {
            if (!(current instanceof YamlMap map)) {
                return null;
            }
            String reference = map.getText("$ref");
            if (reference == null) {
                return new OpenApiSchema(map, definitions);
            }
            if (!reference.startsWith(REFERENCE)) {
                return null;
            }
            String name = reference.substring(REFERENCE.length());
            current = definitions.own(name);
            if (current == null) {
                return definitions.builtIn(name);
            }
        }
        return null;
    }

    @Override
    public @Nullable MergeSchema field(String name) {
        YamlMap properties = schema.getMap("properties");
        YamlNode field = properties == null ? null : properties.get(name);
        return of(field == null ? schema.get("additionalProperties") : field, definitions);
    }

    @Override
    public @Nullable MergeSchema elements() {
        return "array".equals(schema.getText("type")) ? of(schema.get("items"), definitions) : null;
    }

    @Override
    public boolean isMergingList() {
        String strategy = schema.getText("x-kubernetes-patch-strategy");
        return strategy != null && Arrays.asList(strategy.split(",")).contains("merge");
    }

    @Override
    public List<String> mergeKeys() {
        YamlList keys = schema.getList("x-kubernetes-list-map-keys");
        if (keys != null) {
            List<String> names = new ArrayList<>();
            for (YamlNode key : keys) {
                if (key instanceof YamlScalar scalar) {
                    names.add(scalar.text());
                }
            }
            return names;
        }
        String key = schema.getText("x-kubernetes-patch-merge-key");
        return key == null ? List.of() : List.of(key);
    }
}
