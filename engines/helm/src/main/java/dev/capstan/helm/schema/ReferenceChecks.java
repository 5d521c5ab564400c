package dev.capstan.helm.schema;

import org.jspecify.annotations.Nullable;

/** The keywords that refer to other schemas. */
final class ReferenceChecks {
    private final Visit visit;
    private final Schema schema;

    ReferenceChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    /** References whose target depends on the schemas that led here. */
    void checkDynamic() {
        Schema recursive = schema.recursiveRef;
        if (recursive != null) {
            if (recursive.isRecursiveAnchor) {
                for (SchemaScope one = visit.scope; one != null; one = one.parent()) {
                    Schema resource = one.schema().resource;
                    if (resource != null && resource.isRecursiveAnchor) {
                        recursive = one.schema();
                    }
                }
            }
            visit.add(check(recursive, "$recursiveRef"));
        }
        Schema dynamic = schema.dynamicRef;
        if (dynamic != null) {
            if (!schema.dynamicRefAnchor.isEmpty() && dynamic.dynamicAnchor.equals(schema.dynamicRefAnchor)) {
                for (SchemaScope one = visit.scope; one != null; one = one.parent()) {
                    Schema resource = one.schema().resource;
                    Schema target = resource == null ? null : resource.dynamicAnchors.get(schema.dynamicRefAnchor);
                    dynamic = target == null ? dynamic : target;
                }
            }
            visit.add(check(dynamic, "$dynamicRef"));
        }
    }

    /** The value under the schema that a keyword refers to. */
    @Nullable Problem check(Schema target, String keyword) {
        Problem problem = visit.same(target, keyword, false);
        return problem == null || visit.isSilent
                ? problem
                : new Problem(Problem.Role.REFERENCE, visit.pointer, "validation failed", problem.unwrapped());
    }
}
