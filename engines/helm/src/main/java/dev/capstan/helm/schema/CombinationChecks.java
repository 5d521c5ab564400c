package dev.capstan.helm.schema;

import java.util.ArrayList;
import java.util.List;

/** The keywords that combine schemas for the same value. */
final class CombinationChecks {
    private final Visit visit;
    private final Schema schema;

    CombinationChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    void check() {
        if (schema.not != null && visit.same(schema.not, "", true) == null) {
            visit.add(visit.problem("'not' failed"));
        }
        allOf();
        anyOf();
        oneOf();
        if (schema.condition != null) {
            Schema branch = visit.same(schema.condition, "", true) == null ? schema.then : schema.otherwise;
            if (branch != null) {
                visit.add(visit.same(branch, "", false));
            }
        }
    }

    private void allOf() {
        List<Problem> failed = new ArrayList<>();
        for (Schema one : schema.allOf) {
            Problem problem = visit.same(one, "", false);
            if (problem != null) {
                failed.add(problem);
                if (visit.isSilent) {
                    break;
                }
            }
        }
        if (!failed.isEmpty()) {
            visit.add(visit.problem("'allOf' failed", failed));
        }
    }

    private void anyOf() {
        if (schema.anyOf.isEmpty()) {
            return;
        }
        List<Problem> failed = new ArrayList<>();
        boolean isMatched = false;
        for (Schema one : schema.anyOf) {
            Problem problem = visit.same(one, "", false);
            if (problem == null) {
                isMatched = true;
                if (visit.unevaluated.isEmpty()) {
                    break;
                }
            } else {
                failed.add(problem);
            }
        }
        if (!isMatched) {
            visit.add(visit.problem("'anyOf' failed", failed));
        }
    }

    private void oneOf() {
        if (schema.oneOf.isEmpty()) {
            return;
        }
        List<Problem> failed = new ArrayList<>();
        int matched = -1;
        for (int i = 0; i < schema.oneOf.size(); i++) {
            Problem problem = visit.same(schema.oneOf.get(i), "", matched >= 0);
            if (problem != null) {
                failed.add(problem);
            } else if (matched >= 0) {
                visit.add(visit.problem("'oneOf' failed, subschemas " + SchemaText.count(matched) + ", "
                        + SchemaText.count(i) + " matched"));
                return;
            } else {
                matched = i;
            }
        }
        if (matched < 0) {
            visit.add(visit.problem("'oneOf' failed, none matched", failed));
        }
    }
}
