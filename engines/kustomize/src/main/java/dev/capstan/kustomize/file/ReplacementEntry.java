package dev.capstan.kustomize.file;

import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.select.ObjectSelector;
import java.util.List;
import java.util.Optional;

/**
 * One replacement: a value is copied from one field to others. It is in a file of its own, or written here.
 *
 * @param path the file that holds it
 * @param source where the value comes from
 * @param sourceValue the value itself, in place of a source
 * @param targets where it goes; empty optional when the field is missing
 * @param place where it is
 */
public record ReplacementEntry(
        Optional<Setting> path,
        Optional<Source> source,
        Optional<String> sourceValue,
        Optional<List<Target>> targets,
        Place place) {

    /**
     * Where a value comes from.
     *
     * @param gvk type of the object, empty parts mean "any"
     * @param name its name, or empty
     * @param namespace its namespace, or empty
     * @param fieldPath the field
     * @param options part of the field
     * @param place where it is
     */
    public record Source(Gvk gvk, String name, String namespace, String fieldPath, FieldOptions options, Place place) {}

    /**
     * Where a value goes.
     *
     * @param select the objects
     * @param reject those of them that are left out
     * @param fieldPaths the fields
     * @param options part of the field
     * @param place where it is
     */
    public record Target(
            Optional<ObjectSelector> select,
            List<ObjectSelector> reject,
            List<String> fieldPaths,
            FieldOptions options,
            Place place) {}

    /**
     * A part of a field.
     *
     * @param delimiter splits the value into parts; empty for the whole value
     * @param index which part
     * @param create whether a missing field is created
     */
    public record FieldOptions(String delimiter, int index, boolean create) {
        /** The whole field, which must exist. */
        public static final FieldOptions NONE = new FieldOptions("", 0, false);
    }
}
