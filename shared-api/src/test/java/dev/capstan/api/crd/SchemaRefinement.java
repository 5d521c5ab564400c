package dev.capstan.api.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.AnyValue;
import dev.capstan.api.schema.AtomicSelector;
import dev.capstan.api.schema.Categories;
import dev.capstan.api.schema.DefaultJson;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.ListMapKeys;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.OneOfKinds;
import dev.capstan.api.schema.PlainStatus;
import dev.capstan.api.schema.RequiredParts;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What fabric8's generator cannot express, added from the annotations of {@code dev.capstan.api.schema}: enums of strings, list-map keys,
 * formats, a default for the whole status, categories, the order of the printer columns, labels, descriptions, values of any shape. It
 * walks the records and the schema side by side, so it needs no paths and cannot miss a nested field.
 */
final class SchemaRefinement {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FieldDescriptions descriptions;

    SchemaRefinement(FieldDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    /** Completes a generated definition in place and returns it. */
    CustomResourceDefinition refine(CustomResourceDefinition crd, ToolkitKind known) {
        Class<? extends ToolkitResource<?, ?>> kind = known.type();
        crd.getMetadata()
                .setLabels(new TreeMap<>(Map.of(
                        "app.kubernetes.io/part-of", "flux", "app.kubernetes.io/component", known.controller())));
        Optional.ofNullable(kind.getAnnotation(Categories.class))
                .ifPresent(categories -> crd.getSpec().getNames().setCategories(List.of(categories.value())));
        crd.getSpec().getNames().setListKind(crd.getSpec().getNames().getKind() + "List");
        var version = crd.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(columns(kind));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        Type[] specAndStatus = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        Map<String, JSONSchemaProps> parts = root.getProperties();
        refineRecord(parts.get("spec"), (Class<?>) specAndStatus[0]);
        if (specAndStatus[1] == Void.class) {
            parts.remove("status");
        } else {
            refineRecord(parts.get("status"), (Class<?>) specAndStatus[1]);
        }
        refineFurtherParts(parts, kind);
        if (kind.isAnnotationPresent(PlainStatus.class)) {
            version.setSubresources(null);
        }
        Optional.ofNullable(kind.getAnnotation(RequiredParts.class))
                .ifPresent(required -> root.setRequired(List.of(required.value())));
        return crd;
    }

    private void refineFurtherParts(Map<String, JSONSchemaProps> parts, Class<?> kind) {
        for (Field field : kind.getDeclaredFields()) {
            if (field.getType().isRecord()) {
                refineRecord(parts.get(field.getName()), field.getType());
            }
        }
    }

    /** The generator sorts columns by path; people expect them in the order in which the type names them. */
    private static List<CustomResourceColumnDefinition> columns(Class<?> kind) {
        return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(column -> {
                    var definition = new CustomResourceColumnDefinition();
                    definition.setName(column.name());
                    definition.setJsonPath(column.jsonPath());
                    definition.setType(column.type().getValue());
                    if (column.priority() > 0) {
                        definition.setPriority(column.priority());
                    }
                    return definition;
                })
                .toList();
    }

    private void refineRecord(JSONSchemaProps schema, Class<?> type) {
        Map<String, String> texts = descriptions.of(type);
        if (schema.getDescription() == null) {
            schema.setDescription(texts.get(""));
        }
        Optional.ofNullable(type.getAnnotation(DefaultJson.class))
                .ifPresent(standard -> schema.setDefault(readTree(standard.value())));
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = fieldOf(type, component);
            JSONSchemaProps property = schema.getProperties().get(wireName(component, field));
            if (property == null) {
                throw new IllegalStateException(component + " of " + type + " is not in the schema");
            }
            property.setDescription(texts.get(component.getName()));
            refineProperty(property, field);
            nested(component.getGenericType()).ifPresent(record -> refineRecord(itemsOrSelf(property), record));
            if (field.isAnnotationPresent(WithoutDescriptions.class)) {
                property.getProperties().values().forEach(SchemaRefinement::withoutDescriptions);
            }
        }
    }

    private static void refineProperty(JSONSchemaProps property, Field field) {
        Optional.ofNullable(field.getAnnotation(OneOf.class))
                .ifPresent(oneOf -> setEnum(property, Stream.of(oneOf.value())));
        Optional.ofNullable(field.getAnnotation(OneOfKinds.class))
                .ifPresent(oneOf -> setEnum(property, kindsOf(oneOf)));
        Optional.ofNullable(field.getAnnotation(Format.class)).ifPresent(format -> property.setFormat(format.value()));
        Optional.ofNullable(field.getAnnotation(ListMapKeys.class)).ifPresent(keys -> {
            property.setXKubernetesListType("map");
            property.setXKubernetesListMapKeys(List.of(keys.value()));
        });
        Optional.ofNullable(field.getAnnotation(AnyValue.class))
                .ifPresent(any -> allowAnyValue(itemsOrSelf(property), any.value()));
        if (field.isAnnotationPresent(AtomicSelector.class)) {
            setAtomic(property);
        }
    }

    private static void allowAnyValue(JSONSchemaProps schema, String type) {
        schema.setType(type.isEmpty() ? null : type);
        schema.setProperties(null);
        schema.setXKubernetesPreserveUnknownFields(true);
    }

    private static void setAtomic(JSONSchemaProps selector) {
        selector.setXKubernetesMapType("atomic");
        JSONSchemaProps expressions = selector.getProperties().get("matchExpressions");
        expressions.setXKubernetesListType("atomic");
        itemsOrSelf(expressions).getProperties().get("values").setXKubernetesListType("atomic");
    }

    private static void withoutDescriptions(JSONSchemaProps schema) {
        schema.setDescription(null);
        JSONSchemaProps inner = itemsOrSelf(schema);
        inner.setDescription(null);
        if (inner.getProperties() != null) {
            inner.getProperties().values().forEach(SchemaRefinement::withoutDescriptions);
        }
    }

    private static void setEnum(JSONSchemaProps property, Stream<String> values) {
        itemsOrSelf(property).setEnum(values.<JsonNode>map(TextNode::valueOf).toList());
    }

    private static Stream<String> kindsOf(OneOfKinds oneOf) {
        var kinds = new LinkedHashSet<>(List.of(oneOf.first()));
        ToolkitKind.with(oneOf.value()).forEach(kind -> kinds.add(kind.kind()));
        return kinds.stream();
    }

    static JSONSchemaProps itemsOrSelf(JSONSchemaProps property) {
        if (property.getAdditionalProperties() != null) {
            return property.getAdditionalProperties().getSchema();
        }
        return property.getItems() == null ? property : property.getItems().getSchema();
    }

    static Optional<Class<?>> nested(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() && !isText(plain) ? Optional.of(plain) : Optional.empty();
        }
        return type instanceof ParameterizedType generic
                        && (generic.getRawType() == List.class || generic.getRawType() == Map.class)
                ? nested(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1])
                : Optional.empty();
    }

    /** A value that stands in the document as its text, not as an object. */
    private static boolean isText(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    static String wireName(RecordComponent component, Field field) {
        JsonProperty renamed = field.getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    static Field fieldOf(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException("Every record component has a field", impossible);
        }
    }

    private static JsonNode readTree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A default is not JSON: " + json, e);
        }
    }
}
