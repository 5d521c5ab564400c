package dev.capstan.helm.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks one value against a schema. Counts its steps; used once. */
final class Validation {
    /** References and values inside of each other; far above what schemas need. */
    private static final int DEEPEST = 400;

    private final long mostSteps;
    /** The document whose schemas are the value, when schemas themselves are checked. */
    private final @Nullable SchemaDocument checked;

    private long steps;

    Validation(long mostSteps, @Nullable SchemaDocument checked) {
        this.mostSteps = mostSteps;
        this.checked = checked;
    }

    /** What is wrong with a value; empty when nothing is. */
    Optional<Problem> validate(@Nullable Object value, Schema schema) {
        Problem problem = new Visit(value, "", schema, new Scope(schema, "", 0, null), false, schema).run();
        if (problem == null) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Problem.Role.SCHEMA,
                "",
                "jsonschema validation failed with " + SchemaText.quote(schema.location()),
                problem.unwrapped()));
    }

    /**
     * The schemas that led to a visit.
     *
     * @param keyword of the reference that led to this one; empty when it lies in its parent
     * @param value counts up with each step into a value
     * @param depth how many schemas lead to it
     */
    private record Scope(
            Schema schema,
            String keyword,
            int value,
            @Nullable Scope parent,
            int depth) {
        Scope(Schema schema, String keyword, int value, @Nullable Scope parent) {
            this(schema, keyword, value, parent, parent == null ? 0 : parent.depth + 1);
        }

        @Nullable Scope cycle() {
            for (Scope scope = parent; scope != null && scope.value == value; scope = scope.parent) {
                if (scope.schema == schema) {
                    return scope;
                }
            }
            return null;
        }

        String keywordLocation() {
            var location = new StringBuilder();
            for (Scope scope = this; scope.parent != null; scope = scope.parent) {
                String own = scope.schema.location();
                String outer = scope.parent.schema.location();
                String step = scope.keyword.isEmpty() && own.startsWith(outer)
                        ? own.substring(outer.length())
                        : "/" + SchemaText.escape(scope.keyword);
                location.insert(0, step);
            }
            return location.toString();
        }
    }

    /** One value under one schema. */
    private final class Visit {
        private final @Nullable Object value;
        private final String pointer;
        private final Schema schema;
        private final Scope scope;
        private final boolean isSilent;
        private final Schema meta;
        private final List<Problem> problems = new ArrayList<>();
        /** Properties and items that no keyword has looked at yet; only where somebody asks for them. */
        private final Set<Object> unevaluated = new HashSet<>();

        Visit(@Nullable Object value, String pointer, Schema schema, Scope scope, boolean isSilent, Schema meta) {
            this.value = value;
            this.pointer = pointer;
            this.schema = schema;
            this.scope = scope;
            this.isSilent = isSilent;
            this.meta = meta;
            trackUnevaluated(false);
        }

        private void trackUnevaluated(boolean isWanted) {
            if (value instanceof Map<?, ?> map
                    && !schema.evaluatesAllProperties()
                    && (isWanted || schema.unevaluatedProperties != null)) {
                unevaluated.addAll(map.keySet());
            } else if (value instanceof List<?> list
                    && !schema.evaluatesAllItems()
                    && (isWanted || schema.unevaluatedItems != null)) {
                for (int i = schema.prefixItems.size(); i < list.size(); i++) {
                    unevaluated.add(i);
                }
            }
        }

        @Nullable Problem run() {
            if (++steps > mostSteps) {
                throw new TooManyStepsException(
                        "the check of values against the schema takes more than " + mostSteps + " steps");
            }
            if (scope.depth() > DEEPEST) {
                throw new TooManyStepsException("schemas refer to each other " + DEEPEST + " levels deep");
            }
            if (schema.constant != null) {
                return schema.constant ? null : problem("false schema");
            }
            Scope cycle = scope.cycle();
            if (cycle != null) {
                return problem("both " + scope.keywordLocation() + " and " + cycle.keywordLocation() + " resolve to \""
                        + schema.location() + "\" causing reference cycle");
            }
            Problem first = firstChecks();
            if (first != null) {
                return first;
            }
            if (schema.ref != null) {
                Problem problem = reference(schema.ref, "$ref");
                if (schema.draft < 2019) {
                    return problem;
                }
                add(problem);
            }
            switch (value) {
                case null -> {}
                case Map<?, ?> _ -> object(Objects.requireNonNull(SchemaDocument.object(value)));
                case List<?> list -> array(list);
                case String text -> text(text);
                case Number number -> number(number);
                default -> {}
            }
            if (problems.isEmpty() || !isSilent) {
                later();
            }
            return switch (problems.size()) {
                case 0 -> null;
                case 1 -> problems.getFirst();
                default -> Problem.group(problems);
            };
        }

        /** Checks after which nothing else is looked at. */
        private @Nullable Problem firstChecks() {
            JsonType type = JsonType.of(value);
            if (!schema.types.isEmpty() && !schema.types.contains(type)) {
                boolean isInteger = schema.types.contains(JsonType.INTEGER)
                        && value instanceof Number number
                        && JsonType.isWhole(number);
                if (!isInteger) {
                    return problem("got " + type + ", want "
                            + String.join(
                                    " or ",
                                    schema.types.stream()
                                            .map(JsonType::toString)
                                            .toList()));
                }
            }
            if (schema.constValue.isPresent()
                    && !Equality.equal(value, schema.constValue.get().getFirst())) {
                Object wanted = schema.constValue.get().getFirst();
                return problem(
                        wanted instanceof Collection || wanted instanceof Map
                                ? "'const' failed"
                                : "value must be " + SchemaText.display(wanted));
            }
            if (schema.enumValues != null && schema.enumValues.stream().noneMatch(one -> Equality.equal(value, one))) {
                return problem(enumText(schema.enumValues));
            }
            if (!schema.format.isEmpty()) {
                Optional<String> wrong = Formats.problem(schema.format, value);
                if (wrong.isPresent()) {
                    return problem(SchemaText.display(value) + " is not valid " + schema.format + ": " + wrong.get());
                }
            }
            return null;
        }

        private static String enumText(List<@Nullable Object> wanted) {
            if (wanted.stream().anyMatch(one -> one instanceof Collection || one instanceof Map)) {
                return "'enum' failed";
            }
            return (wanted.size() == 1 ? "value must be " : "value must be one of ")
                    + String.join(", ", wanted.stream().map(SchemaText::display).toList());
        }

        private void object(Map<String, @Nullable Object> object) {
            if (schema.minProperties >= 0 && object.size() < schema.minProperties) {
                add(bound("minProperties", object.size(), schema.minProperties));
            }
            if (schema.maxProperties >= 0 && object.size() > schema.maxProperties) {
                add(bound("maxProperties", object.size(), schema.maxProperties));
            }
            List<String> missing = missing(object, schema.required);
            if (!missing.isEmpty()) {
                add(problem(
                        missing.size() == 1
                                ? "missing property " + SchemaText.quote(missing.getFirst())
                                : "missing properties " + SchemaText.quoted(missing)));
            }
            if (isSilent && !problems.isEmpty()) {
                return;
            }
            dependent(object, schema.dependencies, schema.dependentSchemas);
            properties(object);
            if (schema.propertyNames != null) {
                for (String name : new TreeMap<>(object).keySet()) {
                    propertyName(name, schema.propertyNames);
                }
            }
            dependent(object, Map.of(), schema.laterDependentSchemas);
            dependent(object, schema.dependentRequired, Map.of());
        }

        private void dependent(
                Map<String, @Nullable Object> object, Map<String, List<String>> names, Map<String, Schema> schemas) {
            names.forEach((name, wanted) -> {
                List<String> missing = object.containsKey(name) ? missing(object, wanted) : List.of();
                if (!missing.isEmpty()) {
                    add(problem("properties " + SchemaText.quoted(missing) + " required, if " + SchemaText.quote(name)
                            + " exists"));
                }
            });
            schemas.forEach((name, one) -> {
                if (object.containsKey(name)) {
                    add(same(one, "", false));
                }
            });
        }

        private void properties(Map<String, @Nullable Object> object) {
            List<String> additional = new ArrayList<>();
            for (String name : new TreeMap<>(object).keySet()) {
                if (isSilent && !problems.isEmpty()) {
                    return;
                }
                boolean isEvaluated = false;
                Schema property = schema.properties.get(name);
                if (property != null) {
                    isEvaluated = true;
                    add(below(property, object.get(name), name));
                }
                for (var pattern : schema.patternProperties.entrySet()) {
                    steps++;
                    if (pattern.getKey().matcher(name).find()) {
                        isEvaluated = true;
                        add(below(pattern.getValue(), object.get(name), name));
                    }
                }
                if (!isEvaluated && schema.hasAdditionalProperties) {
                    isEvaluated = true;
                    if (schema.additionalProperties != null) {
                        add(below(schema.additionalProperties, object.get(name), name));
                    } else if (schema.refusesAdditionalProperties) {
                        additional.add(name);
                    }
                }
                if (isEvaluated) {
                    unevaluated.remove(name);
                }
            }
            if (!additional.isEmpty()) {
                add(problem("additional properties " + SchemaText.quoted(additional) + " not allowed"));
            }
        }

        private void propertyName(String name, Schema names) {
            Schema used = dialect(names, pointer, meta);
            Problem wrong = new Visit(name, "", used, new Scope(used, "", 0, null), false, used).run();
            if (wrong != null) {
                add(new Problem(
                        Problem.Role.PLAIN,
                        pointer,
                        "invalid propertyName " + SchemaText.quote(name),
                        wrong.unwrapped()));
            }
        }

        private void array(List<?> array) {
            if (schema.minItems >= 0 && array.size() < schema.minItems) {
                add(bound("minItems", array.size(), schema.minItems));
            }
            if (schema.maxItems >= 0 && array.size() > schema.maxItems) {
                add(bound("maxItems", array.size(), schema.maxItems));
            }
            if (schema.isUnique) {
                steps += array.size();
                Equality.duplicates(array)
                        .ifPresent(pair -> add(problem("items at " + SchemaText.count(pair.first()) + " and "
                                + SchemaText.count(pair.second()) + " are equal")));
            }
            int evaluated = Math.min(schema.prefixItems.size(), array.size());
            for (int i = 0; i < evaluated; i++) {
                add(below(schema.prefixItems.get(i), array.get(i), Integer.toString(i)));
            }
            if (schema.refusesAdditionalItems && evaluated < array.size()) {
                add(problem("last " + SchemaText.count(array.size() - evaluated) + " additionalItem(s) not allowed"));
            }
            if (schema.items != null) {
                for (int i = evaluated; i < array.size(); i++) {
                    add(below(schema.items, array.get(i), Integer.toString(i)));
                }
            }
            if (schema.contains != null) {
                contains(array, schema.contains);
            }
        }

        private void contains(List<?> array, Schema wanted) {
            List<Problem> failed = new ArrayList<>();
            List<Integer> matched = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                Problem problem = below(wanted, array.get(i), Integer.toString(i));
                if (problem != null) {
                    failed.add(problem);
                } else {
                    matched.add(i);
                    if (schema.draft >= 2020) {
                        unevaluated.remove(i);
                    }
                }
            }
            String places =
                    String.join(" ", matched.stream().map(String::valueOf).toList());
            String found = matched.isEmpty()
                    ? "none matched"
                    : "matched " + SchemaText.count(matched.size()) + " items at " + places;
            if (schema.minContains >= 0) {
                if (matched.size() < schema.minContains) {
                    add(problem(
                            "min " + SchemaText.count(schema.minContains)
                                    + " items required to match contains schema, but " + found,
                            failed));
                }
            } else if (matched.isEmpty()) {
                add(problem("no items match contains schema", failed));
            }
            if (schema.maxContains >= 0 && matched.size() > schema.maxContains) {
                add(problem("max " + SchemaText.count(schema.maxContains)
                        + " items required to match contains schema, but " + found));
            }
        }

        private void text(String text) {
            int length = text.codePointCount(0, text.length());
            if (schema.minLength >= 0 && length < schema.minLength) {
                add(bound("minLength", length, schema.minLength));
            }
            if (schema.maxLength >= 0 && length > schema.maxLength) {
                add(bound("maxLength", length, schema.maxLength));
            }
            if (schema.pattern != null) {
                steps += length >> 4;
                if (!schema.pattern.matcher(text).find()) {
                    add(problem(SchemaText.quote(text) + " does not match pattern "
                            + SchemaText.quote(schema.pattern.pattern())));
                }
            }
        }

        private void number(Number number) {
            Optional<BigDecimal> exact = JsonNumber.exact(number);
            if (exact.isEmpty()) {
                return;
            }
            BigDecimal got = exact.get();
            schema.minimum.filter(want -> got.compareTo(want) < 0).ifPresent(want -> add(limit("minimum", got, want)));
            schema.maximum.filter(want -> got.compareTo(want) > 0).ifPresent(want -> add(limit("maximum", got, want)));
            schema.exclusiveMinimum
                    .filter(want -> got.compareTo(want) <= 0)
                    .ifPresent(want -> add(limit("exclusiveMinimum", got, want)));
            schema.exclusiveMaximum
                    .filter(want -> got.compareTo(want) >= 0)
                    .ifPresent(want -> add(limit("exclusiveMaximum", got, want)));
            schema.multipleOf
                    .filter(want -> got.remainder(want).signum() != 0)
                    .ifPresent(want -> add(limit("multipleOf", got, want)));
        }

        /** What comes after the checks of the value's own kind. */
        private void later() {
            if (schema.draft >= 2019) {
                dynamicReferences();
            }
            if (schema.not != null && same(schema.not, "", true) == null) {
                add(problem("'not' failed"));
            }
            allOf();
            anyOf();
            oneOf();
            if (schema.condition != null) {
                Schema branch = same(schema.condition, "", true) == null ? schema.then : schema.otherwise;
                if (branch != null) {
                    add(same(branch, "", false));
                }
            }
            if (schema.draft >= 2019) {
                unevaluated();
            }
        }

        private void allOf() {
            List<Problem> failed = new ArrayList<>();
            for (Schema one : schema.allOf) {
                Problem problem = same(one, "", false);
                if (problem != null) {
                    failed.add(problem);
                    if (isSilent) {
                        break;
                    }
                }
            }
            if (!failed.isEmpty()) {
                add(problem("'allOf' failed", failed));
            }
        }

        private void anyOf() {
            if (schema.anyOf.isEmpty()) {
                return;
            }
            List<Problem> failed = new ArrayList<>();
            boolean isMatched = false;
            for (Schema one : schema.anyOf) {
                Problem problem = same(one, "", false);
                if (problem == null) {
                    isMatched = true;
                    if (unevaluated.isEmpty()) {
                        break;
                    }
                } else {
                    failed.add(problem);
                }
            }
            if (!isMatched) {
                add(problem("'anyOf' failed", failed));
            }
        }

        private void oneOf() {
            if (schema.oneOf.isEmpty()) {
                return;
            }
            List<Problem> failed = new ArrayList<>();
            int matched = -1;
            for (int i = 0; i < schema.oneOf.size(); i++) {
                Problem problem = same(schema.oneOf.get(i), "", matched >= 0);
                if (problem != null) {
                    failed.add(problem);
                } else if (matched >= 0) {
                    add(problem("'oneOf' failed, subschemas " + SchemaText.count(matched) + ", " + SchemaText.count(i)
                            + " matched"));
                    return;
                } else {
                    matched = i;
                }
            }
            if (matched < 0) {
                add(problem("'oneOf' failed, none matched", failed));
            }
        }

        private void unevaluated() {
            Map<String, @Nullable Object> object = SchemaDocument.object(value);
            if (object != null && schema.unevaluatedProperties != null) {
                for (Object name : unevaluated.stream().sorted().toList()) {
                    add(below(schema.unevaluatedProperties, object.get((String) name), (String) name));
                }
                unevaluated.clear();
            }
            if (value instanceof List<?> array && schema.unevaluatedItems != null) {
                for (Object place : unevaluated.stream().sorted().toList()) {
                    add(below(schema.unevaluatedItems, array.get((Integer) place), place.toString()));
                }
                unevaluated.clear();
            }
        }

        private void dynamicReferences() {
            Schema recursive = schema.recursiveRef;
            if (recursive != null) {
                if (recursive.isRecursiveAnchor) {
                    for (Scope one = scope; one != null; one = one.parent()) {
                        Schema resource = one.schema().resource;
                        if (resource != null && resource.isRecursiveAnchor) {
                            recursive = one.schema();
                        }
                    }
                }
                add(reference(recursive, "$recursiveRef"));
            }
            Schema dynamic = schema.dynamicRef;
            if (dynamic != null) {
                if (!schema.dynamicRefAnchor.isEmpty() && dynamic.dynamicAnchor.equals(schema.dynamicRefAnchor)) {
                    for (Scope one = scope; one != null; one = one.parent()) {
                        Schema resource = one.schema().resource;
                        Schema target = resource == null ? null : resource.dynamicAnchors.get(schema.dynamicRefAnchor);
                        dynamic = target == null ? dynamic : target;
                    }
                }
                add(reference(dynamic, "$dynamicRef"));
            }
        }

        private @Nullable Problem reference(Schema target, String keyword) {
            Problem problem = same(target, keyword, false);
            return problem == null || isSilent
                    ? problem
                    : new Problem(Problem.Role.REFERENCE, pointer, "validation failed", problem.unwrapped());
        }

        /** The same value under another schema. */
        private @Nullable Problem same(Schema other, String keyword, boolean isSilently) {
            Schema used = dialect(other, pointer, meta);
            var visit = new Visit(
                    value,
                    pointer,
                    used,
                    new Scope(other, keyword, scope.value(), scope),
                    isSilent || isSilently,
                    used == other ? meta : used);
            if (!unevaluated.isEmpty()) {
                visit.trackUnevaluated(true);
            }
            Problem problem = visit.run();
            if (problem == null) {
                unevaluated.retainAll(visit.unevaluated);
            }
            return problem;
        }

        /** A value inside of this one. */
        private @Nullable Problem below(Schema other, @Nullable Object inner, String token) {
            String place = pointer + "/" + SchemaText.escape(token);
            Schema used = dialect(other, place, meta);
            return new Visit(
                            inner,
                            place,
                            used,
                            new Scope(other, "", scope.value() + 1, scope),
                            isSilent,
                            used == other ? meta : used)
                    .run();
        }

        private List<String> missing(Map<String, @Nullable Object> object, List<String> names) {
            return names.stream().filter(name -> !object.containsKey(name)).toList();
        }

        private Problem bound(String keyword, int got, int want) {
            return problem(keyword + ": got " + SchemaText.count(got) + ", want " + SchemaText.count(want));
        }

        private Problem limit(String keyword, BigDecimal got, BigDecimal want) {
            return problem(keyword + ": got " + SchemaText.number(got) + ", want " + SchemaText.number(want));
        }

        private Problem problem(String text) {
            return isSilent ? Problem.UNSAID : Problem.plain(pointer, text);
        }

        private Problem problem(String text, List<Problem> causes) {
            return isSilent ? Problem.UNSAID : new Problem(Problem.Role.PLAIN, pointer, text, causes);
        }

        private void add(@Nullable Problem problem) {
            if (problem != null) {
                problems.add(problem);
            }
        }
    }

    /** When schemas are checked: a part that says its own draft is checked by that. */
    private Schema dialect(Schema schema, String pointer, Schema meta) {
        if (checked == null || schema != meta || pointer.isEmpty()) {
            return schema;
        }
        SchemaDocument.Resource resource = checked.resource(pointer);
        return resource.pointer().equals(pointer) ? SchemaCompiler.metaschema(resource.draft()) : schema;
    }
}
