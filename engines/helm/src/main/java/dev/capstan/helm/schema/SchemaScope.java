package dev.capstan.helm.schema;

import org.jspecify.annotations.Nullable;

/**
 * The schemas that led to a visit.
 *
 * @param keyword of the reference that led to this one; empty when it lies in its parent
 * @param value counts up with each step into a value
 * @param depth how many schemas lead to it
 */
record SchemaScope(
        Schema schema, String keyword, int value, @Nullable SchemaScope parent, int depth) {
    SchemaScope(Schema schema, String keyword, int value, @Nullable SchemaScope parent) {
        this(schema, keyword, value, parent, parent == null ? 0 : parent.depth + 1);
    }

    @Nullable SchemaScope cycle() {
        for (SchemaScope scope = parent; scope != null && scope.value == value; scope = scope.parent) {
            if (scope.schema == schema) {
                return scope;
            }
        }
        return null;
    }

    String keywordLocation() {
        var location = new StringBuilder();
        for (SchemaScope scope = this; scope.parent != null; scope = scope.parent) {
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
