package dev.capstan.kustomize.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema out of the table of built-in kinds. */
record TableSchema(
        Map<String, TableSchema> fields,
        @Nullable TableSchema listElements,
        @Nullable TableSchema mapValues,
        boolean isMergingList,
        List<String> mergeKeys)
        implements MergeSchema {

    @Override
    public @Nullable MergeSchema field(String name) {
        TableSchema field = fields.get(name);
        return field == null ? mapValues : field;
    }

    @Override
    public @Nullable MergeSchema elements() {
        return listElements;
    }
}
