package dev.capstan.kustomize.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schema says about merging a value of it. */
public interface MergeSchema {
    /** The schema of a field; null when nothing is known. */
    @Nullable MergeSchema field(String name);

    /** The schema of the elements; null when nothing is known or this is not a list. */
    @Nullable MergeSchema elements();

    /** Whether elements merge instead of replacing the list. */
    boolean isMergingList();

    /** The fields that identify an element; empty for a list of plain values. */
    List<String> mergeKeys();
}
