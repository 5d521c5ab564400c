package dev.capstan.helm.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keywords for objects. */
final class ObjectChecks {
    private final Visit visit;
    private final Schema schema;

    ObjectChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    void check(Map<String, @Nullable Object> object) {
        if (schema.minProperties >= 0 && object.size() < schema.minProperties) {
            visit.add(visit.bound("minProperties", object.size(), schema.minProperties));
        }
        if (schema.maxProperties >= 0 && object.size() > schema.maxProperties) {
            visit.add(visit.bound("maxProperties", object.size(), schema.maxProperties));
        }
        List<String> missing = missing(object, schema.required);
        if (!missing.isEmpty()) {
            visit.add(visit.problem(
                    missing.size() == 1
                            ? "missing property " + SchemaText.quote(missing.getFirst())
                            : "missing properties " + SchemaText.quoted(missing)));
        }
        if (visit.isSilent && !visit.problems.isEmpty()) {
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
                visit.add(visit.problem("properties " + SchemaText.quoted(missing) + " required, if "
                        + SchemaText.quote(name) + " exists"));
            }
        });
        schemas.forEach((name, one) -> {
            if (object.containsKey(name)) {
                visit.add(visit.same(one, "", false));
            }
        });
    }

    private void properties(Map<String, @Nullable Object> object) {
        List<String> additional = new ArrayList<>();
        for (String name : new TreeMap<>(object).keySet()) {
            if (visit.isSilent && !visit.problems.isEmpty()) {
                return;
            }
            boolean isEvaluated = false;
            Schema property = schema.properties.get(name);
            if (property != null) {
                isEvaluated = true;
                visit.add(visit.below(property, object.get(name), name));
            }
            for (var pattern : schema.patternProperties.entrySet()) {
                visit.spend(1);
                if (pattern.getKey().matcher(name).find()) {
                    isEvaluated = true;
                    visit.add(visit.below(pattern.getValue(), object.get(name), name));
                }
            }
            if (!isEvaluated && schema.hasAdditionalProperties) {
                isEvaluated = true;
                if (schema.additionalProperties != null) {
                    visit.add(visit.below(schema.additionalProperties, object.get(name), name));
                } else if (schema.refusesAdditionalProperties) {
                    additional.add(name);
                }
            }
            if (isEvaluated) {
                visit.unevaluated.remove(name);
            }
        }
        if (!additional.isEmpty()) {
            visit.add(visit.problem("additional properties " + SchemaText.quoted(additional) + " not allowed"));
        }
    }

    private void propertyName(String name, Schema names) {
        Problem wrong = visit.alone(name, names);
        if (wrong != null) {
            visit.add(new Problem(
                    Problem.Role.PLAIN,
                    visit.pointer,
                    "invalid propertyName " + SchemaText.quote(name),
                    wrong.unwrapped()));
        }
    }

    private static List<String> missing(Map<String, @Nullable Object> object, List<String> names) {
        return names.stream().filter(name -> !object.containsKey(name)).toList();
    }
}
