package dev.capstan.helm.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The versions of JSON Schema. */
enum Draft {
    DRAFT_04(4, "http://json-schema.org/draft-04/schema", "id"),
    DRAFT_06(6, "http://json-schema.org/draft-06/schema", "$id"),
    DRAFT_07(7, "http://json-schema.org/draft-07/schema", "$id"),
    DRAFT_2019(2019, "https://json-schema.org/draft/2019-09/schema", "$id"),
    DRAFT_2020(2020, "https://json-schema.org/draft/2020-12/schema", "$id");

    /** What schemas that do not say it are written in. */
    static final Draft LATEST = DRAFT_2020;

    private final int version;
    private final String url;
    private final String idKey;

    Draft(int version, String url, String idKey) {
        this.version = version;
        this.url = url;
        this.idKey = idKey;
    }

    int version() {
        return version;
    }

    String url() {
        return url;
    }

    String idKey() {
        return idKey;
    }

    static Optional<Draft> ofUrl(String text) {
        int hash = text.indexOf('#');
        if (hash >= 0 && hash < text.length() - 1) {
            return Optional.empty();
        }
        String plain = withoutScheme(hash < 0 ? text : text.substring(0, hash));
        if (plain.equals("json-schema.org/schema")) {
            return Optional.of(LATEST);
        }
        for (Draft draft : values()) {
            if (withoutScheme(draft.url).equals(plain)) {
                return Optional.of(draft);
            }
        }
        return Optional.empty();
    }

    private static String withoutScheme(String url) {
        return url.replaceFirst("^https?://", "");
    }

    /** Keywords whose value is a schema. */
    Set<String> schemaKeywords() {
        List<String> words = new ArrayList<>(List.of("not", "additionalProperties", "items", "additionalItems"));
        if (version >= 6) {
            words.addAll(List.of("propertyNames", "contains"));
        }
        if (version >= 7) {
            words.addAll(List.of("if", "then", "else"));
        }
        if (version >= 2019) {
            words.addAll(List.of("unevaluatedProperties", "unevaluatedItems", "contentSchema"));
        }
        return Set.copyOf(words);
    }

    /** Keywords whose value is a list of schemas. */
    Set<String> listKeywords() {
        return version >= 2020
                ? Set.of("allOf", "anyOf", "oneOf", "items", "prefixItems")
                : Set.of("allOf", "anyOf", "oneOf", "items");
    }

    /** Keywords whose value is a map of schemas. */
    Set<String> mapKeywords() {
        return version >= 2019
                ? Set.of("definitions", "properties", "patternProperties", "dependencies", "$defs", "dependentSchemas")
                : Set.of("definitions", "properties", "patternProperties", "dependencies");
    }
}
