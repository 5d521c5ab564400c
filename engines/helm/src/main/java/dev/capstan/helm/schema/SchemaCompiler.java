package dev.capstan.helm.schema;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes schemas of documents: finds what references mean, and checks the schemas themselves. Used for one document. */
final class SchemaCompiler {
    private final boolean assertsFormats;
    private final long mostSteps;
    private final Map<String, SchemaDocument> documents = new HashMap<>();
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Deque<Schema> open = new ArrayDeque<>();

    private SchemaCompiler(boolean assertsFormats, long mostSteps) {
        this.assertsFormats = assertsFormats;
        this.mostSteps = mostSteps;
    }

    /** The metaschemas, made when they are first needed. */
    private static final class Metaschemas {
        private static final Map<Draft, Schema> BY_DRAFT = new EnumMap<>(Draft.class);

        static {
            try {
                for (Draft draft : Draft.values()) {
                    var compiler = new SchemaCompiler(true, Long.MAX_VALUE);
                    BY_DRAFT.put(draft, compiler.compile(compiler.load(draft.url())));
                }
            } catch (InvalidSchemaException e) {
                throw new IllegalStateException("a metaschema is not usable", e);
            }
        }

        private Metaschemas() {}
    }

    /**
     * The schema of a text.
     *
     * @throws InvalidSchemaException when it is not a schema
     */
    static Schema compile(String url, byte[] text, long mostSteps) throws InvalidSchemaException {
        var compiler = new SchemaCompiler(false, mostSteps);
        var document = new SchemaDocument(url, SchemaLoading.parse(text));
        compiler.documents.put(url, document);
        compiler.checkSchema(document, "");
        return compiler.compile(document);
    }

    private SchemaDocument load(String url) throws InvalidSchemaException {
        SchemaDocument known = documents.get(url);
        if (known == null) {
            known = SchemaLoading.known(url).orElseThrow(() -> new InvalidSchemaException(SchemaLoading.refusal(url)));
            documents.put(url, known);
        }
        return known;
    }

    private void checkSchema(SchemaDocument document, String pointer) throws InvalidSchemaException {
        if (document.url().contains("://json-schema.org/")) {
            return;
        }
        Schema meta = metaschema(document.resource(pointer).draft());
        Optional<Problem> problem = new Validation(mostSteps, document).validate(document.lookup(pointer), meta);
        if (problem.isPresent()) {
            throw new InvalidSchemaException("\"" + document.location(pointer) + "\" is not valid against metaschema: "
                    + problem.get().display());
        }
    }

    static Schema metaschema(Draft draft) {
        return java.util.Objects.requireNonNull(Metaschemas.BY_DRAFT.get(draft));
    }

    private Schema compile(SchemaDocument document) throws InvalidSchemaException {
        Schema first = enqueue(document, "");
        while (!open.isEmpty()) {
            fill(open.removeFirst());
        }
        return first;
    }

    private Schema enqueue(SchemaDocument document, String pointer) {
        String key = document.url() + "#" + pointer;
        Schema known = schemas.get(key);
        if (known == null) {
            known = new Schema(
                    document, pointer, document.resource(pointer).draft().version());
            schemas.put(key, known);
            open.addLast(known);
        }
        return known;
    }

    private void fill(Schema schema) throws InvalidSchemaException {
        SchemaDocument document = schema.document;
        Object value = document.lookup(schema.pointer);
        if (document.ensureVisited(schema.pointer)) {
            checkSchema(document, schema.pointer);
        }
        SchemaDocument.Resource resource = document.resource(schema.pointer);
        schema.resource = enqueue(document, resource.pointer());
        if (schema.draft >= 2020 && schema.resource == schema) {
            Map<String, Schema> anchors = new TreeMap<>();
            resource.dynamicAnchors().forEach((name, pointer) -> anchors.put(name, enqueue(document, pointer)));
            schema.dynamicAnchors = anchors;
        }
        if (value instanceof Boolean constant) {
            schema.constant = constant;
            return;
        }
        Map<String, @Nullable Object> object = SchemaDocument.object(value);
        if (object == null || object.isEmpty()) {
            schema.constant = object == null ? null : Boolean.TRUE;
            return;
        }
        new Filling(schema, object, resource).run();
    }

    /** Reads the keywords of one schema. */
    private final class Filling {
        private final Schema schema;
        private final Map<String, @Nullable Object> object;
        private final SchemaDocument.Resource resource;

        Filling(Schema schema, Map<String, @Nullable Object> object, SchemaDocument.Resource resource) {
            this.schema = schema;
            this.object = object;
            this.resource = resource;
        }

        void run() throws InvalidSchemaException {
            schema.ref = reference("$ref");
            if (schema.draft < 2019 && schema.ref != null) {
                return;
            }
            references();
            combinations();
            objects();
            arrays();
            scalars();
        }

        private void references() throws InvalidSchemaException {
            if (schema.draft >= 2019) {
                schema.recursiveRef = reference("$recursiveRef");
                schema.isRecursiveAnchor = isTrue("$recursiveAnchor");
            }
            if (schema.draft >= 2020) {
                schema.dynamicRef = reference("$dynamicRef");
                if (object.get("$dynamicRef") instanceof String reference) {
                    String fragment = SchemaDocument.fragment(reference);
                    schema.dynamicRefAnchor = fragment.startsWith("/") ? "" : fragment;
                }
                schema.dynamicAnchor = object.get("$dynamicAnchor") instanceof String anchor ? anchor : "";
            }
        }

        private void combinations() {
            schema.allOf = list("allOf");
            schema.anyOf = list("anyOf");
            schema.oneOf = list("oneOf");
            schema.not = below("not");
            if (schema.draft >= 7) {
                schema.condition = below("if");
                if (schema.condition != null) {
                    schema.then = below("then");
                    schema.otherwise = below("else");
                }
            }
        }

        private void objects() throws InvalidSchemaException {
            schema.properties = map("properties");
            Map<Pattern, Schema> patterns = new LinkedHashMap<>();
            for (var entry : map("patternProperties").entrySet()) {
                patterns.put(pattern(entry.getKey(), "patternProperties"), entry.getValue());
            }
            schema.patternProperties = patterns;
            schema.hasAdditionalProperties = object.containsKey("additionalProperties");
            if (object.get("additionalProperties") instanceof Boolean allowed) {
                schema.refusesAdditionalProperties = !allowed;
            } else {
                schema.additionalProperties = below("additionalProperties");
            }
            dependencies();
            schema.minProperties = whole("minProperties");
            schema.maxProperties = whole("maxProperties");
            schema.required = texts(object.get("required"));
            if (schema.draft >= 6) {
                schema.propertyNames = below("propertyNames");
            }
            if (schema.draft >= 2019) {
                schema.laterDependentSchemas = map("dependentSchemas");
                schema.unevaluatedProperties = below("unevaluatedProperties");
            }
        }

        private void dependencies() {
            Map<String, List<String>> names = new TreeMap<>();
            Map<String, Schema> below = new TreeMap<>();
            Map<String, @Nullable Object> dependencies = SchemaDocument.object(object.get("dependencies"));
            if (dependencies != null) {
                dependencies.forEach((name, value) -> {
                    if (value instanceof List<?>) {
                        names.put(name, texts(value));
                    } else {
                        below.put(name, at("dependencies/" + SchemaText.escape(name)));
                    }
                });
            }
            schema.dependencies = names;
            schema.dependentSchemas = below;
            Map<String, @Nullable Object> later =
                    schema.draft >= 2019 ? SchemaDocument.object(object.get("dependentRequired")) : null;
            Map<String, List<String>> required = new TreeMap<>();
            if (later != null) {
                later.forEach((name, value) -> {
                    if (value instanceof List<?>) {
                        required.put(name, texts(value));
                    }
                });
            }
            schema.dependentRequired = required;
        }

        private void arrays() {
            schema.minItems = whole("minItems");
            schema.maxItems = whole("maxItems");
            schema.isUnique = isTrue("uniqueItems");
            if (schema.draft >= 2020) {
                schema.prefixItems = list("prefixItems");
                schema.items = below("items");
            } else if (object.get("items") instanceof List<?>) {
                schema.prefixItems = list("items");
                schema.hasAdditionalItems = object.containsKey("additionalItems");
                if (object.get("additionalItems") instanceof Boolean allowed) {
                    schema.refusesAdditionalItems = !allowed;
                } else {
                    schema.items = below("additionalItems");
                }
            } else {
                schema.items = below("items");
            }
            if (schema.draft >= 6) {
                schema.contains = below("contains");
            }
            if (schema.draft >= 2019) {
                if (schema.contains != null) {
                    schema.minContains = whole("minContains");
                    schema.maxContains = whole("maxContains");
                }
                schema.unevaluatedItems = below("unevaluatedItems");
            }
        }

        private void scalars() throws InvalidSchemaException {
            types();
            if (schema.draft >= 6 && object.containsKey("const")) {
                schema.constValue = Optional.of(java.util.Collections.singletonList(object.get("const")));
            }
            if (object.get("enum") instanceof List<?> values) {
                schema.enumValues = new ArrayList<>(values);
            }
            if ((assertsFormats || schema.draft < 2019) && object.get("format") instanceof String format) {
                schema.format = format;
            }
            schema.minLength = whole("minLength");
            schema.maxLength = whole("maxLength");
            if (object.get("pattern") instanceof String text) {
                schema.pattern = pattern(text, "pattern");
            }
            schema.multipleOf = number("multipleOf").filter(divisor -> divisor.signum() != 0);
            schema.maximum = number("maximum");
            schema.minimum = number("minimum");
            if (isTrue("exclusiveMaximum")) {
                schema.exclusiveMaximum = schema.maximum;
                schema.maximum = Optional.empty();
            } else {
                schema.exclusiveMaximum = number("exclusiveMaximum");
            }
            if (isTrue("exclusiveMinimum")) {
                schema.exclusiveMinimum = schema.minimum;
                schema.minimum = Optional.empty();
            } else {
                schema.exclusiveMinimum = number("exclusiveMinimum");
            }
        }

        private void types() {
            Object type = object.get("type");
            List<?> words = type instanceof List<?> list ? list : java.util.Collections.singletonList(type);
            for (Object word : words) {
                JsonType.named(word).ifPresent(schema.types::add);
            }
        }

        private @Nullable Schema reference(String keyword) throws InvalidSchemaException {
            if (!(object.get(keyword) instanceof String reference)) {
                return null;
            }
            Optional<String> local = schema.document.find(reference, resource);
            if (local.isPresent()) {
                schema.document.lookup(local.get());
                return enqueue(schema.document, local.get());
            }
            String target = target(reference);
            SchemaDocument other = load(target);
            int hash = reference.indexOf('#');
            String fragment = hash < 0 ? "" : reference.substring(hash);
            return enqueue(other, other.find(fragment, other.resource("")).orElseThrow());
        }

        private String target(String reference) {
            int hash = reference.indexOf('#');
            return SchemaDocument.resolve(resource.id(), hash < 0 ? reference : reference.substring(0, hash));
        }

        private @Nullable Schema below(String keyword) {
            return object.containsKey(keyword) ? at(keyword) : null;
        }

        private Schema at(String path) {
            return enqueue(schema.document, schema.pointer + "/" + path);
        }

        private List<Schema> list(String keyword) {
            List<Schema> list = new ArrayList<>();
            if (object.get(keyword) instanceof List<?> values) {
                for (int i = 0; i < values.size(); i++) {
                    list.add(at(keyword + "/" + i));
                }
            }
            return list;
        }

        private Map<String, Schema> map(String keyword) {
            Map<String, @Nullable Object> values = SchemaDocument.object(object.get(keyword));
            Map<String, Schema> map = new TreeMap<>();
            if (values != null) {
                values.keySet().forEach(name -> map.put(name, at(keyword + "/" + SchemaText.escape(name))));
            }
            return map;
        }

        private Pattern pattern(String text, String keyword) throws InvalidSchemaException {
            Optional<String> wrong = RegularExpressions.problem(text);
            if (wrong.isPresent()) {
                throw new InvalidSchemaException("invalid regex " + SchemaText.doubleQuote(text) + " at \""
                        + schema.location() + "/" + keyword + "\": " + wrong.get());
            }
            return RegularExpressions.compile(text);
        }

        private boolean isTrue(String keyword) {
            return object.get(keyword) instanceof Boolean value && value;
        }

        private Optional<BigDecimal> number(String keyword) {
            return object.get(keyword) instanceof Number number ? JsonNumber.exact(number) : Optional.empty();
        }

        private int whole(String keyword) {
            return number(keyword)
                    .filter(value -> value.stripTrailingZeros().scale() <= 0)
                    .map(value ->
                            value.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue())
                    .orElse(-1);
        }
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
