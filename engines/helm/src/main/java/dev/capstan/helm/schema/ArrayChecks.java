package dev.capstan.helm.schema;

import java.util.ArrayList;
import java.util.List;

/** The keywords for arrays. */
final class ArrayChecks {
    private final Visit visit;
    private final Schema schema;

    ArrayChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    void check(List<?> array) {
        if (schema.minItems >= 0 && array.size() < schema.minItems) {
            visit.add(visit.bound("minItems", array.size(), schema.minItems));
        }
        if (schema.maxItems >= 0 && array.size() > schema.maxItems) {
            visit.add(visit.bound("maxItems", array.size(), schema.maxItems));
        }
        if (schema.isUnique) {
            visit.spend(array.size());
            Equality.duplicates(array)
                    .ifPresent(pair -> visit.add(visit.problem("items at " + SchemaText.count(pair.first()) + " and "
                            + SchemaText.count(pair.second()) + " are equal")));
        }
        int evaluated = Math.min(schema.prefixItems.size(), array.size());
        for (int i = 0; i < evaluated; i++) {
            visit.add(visit.below(schema.prefixItems.get(i), array.get(i), Integer.toString(i)));
        }
        if (schema.refusesAdditionalItems && evaluated < array.size()) {
            visit.add(visit.problem(
                    "last " + SchemaText.count(array.size() - evaluated) + " additionalItem(s) not allowed"));
        }
        if (schema.items != null) {
            for (int i = evaluated; i < array.size(); i++) {
                visit.add(visit.below(schema.items, array.get(i), Integer.toString(i)));
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
            Problem problem = visit.below(wanted, array.get(i), Integer.toString(i));
            if (problem != null) {
                failed.add(problem);
            } else {
                matched.add(i);
                if (schema.draft >= 2020) {
                    visit.unevaluated.remove(i);
                }
            }
        }
        String places = String.join(" ", matched.stream().map(String::valueOf).toList());
        String found = matched.isEmpty()
                ? "none matched"
                : "matched " + SchemaText.count(matched.size()) + " items at " + places;
        if (schema.minContains >= 0) {
            if (matched.size() < schema.minContains) {
                visit.add(visit.problem(
                        "min " + SchemaText.count(schema.minContains) + " items required to match contains schema, but "
                                + found,
                        failed));
            }
        } else if (matched.isEmpty()) {
            visit.add(visit.problem("no items match contains schema", failed));
        }
        if (schema.maxContains >= 0 && matched.size() > schema.maxContains) {
            visit.add(visit.problem("max " + SchemaText.count(schema.maxContains)
                    + " items required to match contains schema, but " + found));
        }
    }
}
