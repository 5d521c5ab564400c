package dev.capstan.helm.schema;

import java.util.Optional;
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
        Problem problem = new Visit(this, value, "", schema, new SchemaScope(schema, "", 0, null), false, schema).run();
        if (problem == null) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Problem.Role.SCHEMA,
                "",
                "jsonschema validation failed with " + SchemaText.quote(schema.location()),
                problem.unwrapped()));
    }

    /** Counts a visit. */
    void enter(SchemaScope scope) {
        if (++steps > mostSteps) {
            throw new TooManyStepsException(
                    "the check of values against the schema takes more than " + mostSteps + " steps");
        }
        if (scope.depth() > DEEPEST) {
            throw new TooManyStepsException("schemas refer to each other " + DEEPEST + " levels deep");
        }
    }

    /** Counts work within a visit. */
    void spend(int more) {
        steps += more;
    }

    /** When schemas are checked: a part that says its own draft is checked by that. */
    Schema dialect(Schema schema, String pointer, Schema meta) {
        if (checked == null || schema != meta || pointer.isEmpty()) {
            return schema;
        }
        SchemaDocument.Resource resource = checked.resource(pointer);
        return resource.pointer().equals(pointer) ? SchemaCompiler.metaschema(resource.draft()) : schema;
    }
}
