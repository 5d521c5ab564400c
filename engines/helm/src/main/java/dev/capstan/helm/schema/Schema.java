package dev.capstan.helm.schema;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A schema whose references are found. Filled by {@link SchemaCompiler} alone, as schemas refer to each other in circles; does not
 * change afterwards.
 */
final class Schema {
    final SchemaDocument document;
    final String pointer;
    final int draft;

    /** The schema with an id that this one belongs to. */
    @Nullable Schema resource;

    Map<String, Schema> dynamicAnchors = Map.of();

    @Nullable Boolean constant;

    @Nullable Schema ref;

    @Nullable Schema recursiveRef;

    boolean isRecursiveAnchor;

    @Nullable Schema dynamicRef;

    String dynamicRefAnchor = "";
    String dynamicAnchor = "";

    EnumSet<JsonType> types = EnumSet.noneOf(JsonType.class);
    /** One item: the value that is demanded; empty when none is. */
    Optional<List<@Nullable Object>> constValue = Optional.empty();

    @Nullable List<@Nullable Object> enumValues;

    String format = "";

    List<Schema> allOf = List.of();
    List<Schema> anyOf = List.of();
    List<Schema> oneOf = List.of();

    @Nullable Schema not;

    @Nullable Schema condition;

    @Nullable Schema then;

    @Nullable Schema otherwise;

    int minProperties = -1;
    int maxProperties = -1;
    List<String> required = List.of();

    @Nullable Schema propertyNames;

    Map<String, Schema> properties = Map.of();
    Map<Pattern, Schema> patternProperties = Map.of();
    /** Nothing, true, false, or a schema. */
    @Nullable Schema additionalProperties;

    boolean refusesAdditionalProperties;
    boolean hasAdditionalProperties;
    Map<String, List<String>> dependencies = Map.of();
    Map<String, Schema> dependentSchemas = Map.of();
    /** Those of draft 2019-09 and later, which are checked after the properties. */
    Map<String, List<String>> dependentRequired = Map.of();

    Map<String, Schema> laterDependentSchemas = Map.of();

    @Nullable Schema unevaluatedProperties;

    int minItems = -1;
    int maxItems = -1;
    boolean isUnique;

    @Nullable Schema contains;

    int minContains = -1;
    int maxContains = -1;
    /** The schemas of the first items, by their place. */
    List<Schema> prefixItems = List.of();
    /** The schema of all items, or of those behind the first. */
    @Nullable Schema items;

    boolean refusesAdditionalItems;
    boolean hasAdditionalItems;

    @Nullable Schema unevaluatedItems;

    int minLength = -1;
    int maxLength = -1;

    @Nullable Pattern pattern;

    Optional<BigDecimal> minimum = Optional.empty();
    Optional<BigDecimal> maximum = Optional.empty();
    Optional<BigDecimal> exclusiveMinimum = Optional.empty();
    Optional<BigDecimal> exclusiveMaximum = Optional.empty();
    Optional<BigDecimal> multipleOf = Optional.empty();

    Schema(SchemaDocument document, String pointer, int draft) {
        this.document = document;
        this.pointer = pointer;
        this.draft = draft;
    }

    String location() {
        return document.location(pointer);
    }

    /** Whether properties can be left over for a schema that asks for those that nobody looked at. */
    boolean evaluatesAllProperties() {
        return hasAdditionalProperties;
    }

    boolean evaluatesAllItems() {
        return draft < 2020 ? hasAdditionalItems || (items != null && prefixItems.isEmpty()) : items != null;
    }

    /** Copies of the names, sorted, so that problems come in one order. */
    static Set<String> sorted(Map<String, ?> map) {
        return new TreeMap<>(map).keySet();
    }
}
