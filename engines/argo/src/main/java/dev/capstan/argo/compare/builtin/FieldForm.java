package dev.capstan.argo.compare.builtin;

import java.util.List;

/**
 * What a field of a built-in type holds, and how it merges.
 *
 * @param form the letters of the table, without marks
 * @param isPointer whether a zero value is told from an absent one
 * @param isOmittedWhenEmpty whether an empty value is left out when the object is written
 * @param merge how a strategic merge treats it
 * @param mergeKey the key by which the elements of a merging list are told apart; empty for plain values
 * @param retainsKeys whether a strategic merge drops the keys that the manifest does not have
 * @param apply how server-side apply treats it
 * @param listKeys what identifies an element for server-side apply
 */
public record FieldForm(
        String form,
        boolean isPointer,
        boolean isOmittedWhenEmpty,
        Merge merge,
        String mergeKey,
        boolean retainsKeys,
        Apply apply,
        List<String> listKeys) {

    /** What a strategic merge does with a value that is on both sides. */
    public enum Merge {
        /** Objects merge field by field, lists are replaced. */
        USUAL,
        /** A list merges element by element. */
        BY_KEY,
        /** An object is replaced like a list. */
        REPLACE
    }

    /** What server-side apply does with a container. */
    public enum Apply {
        /** Objects field by field, lists as a whole. */
        USUAL,
        /** A list of objects, element by element. */
        KEYED,
        /** A list of plain values, each on its own. */
        SET,
        /** As a whole. */
        ATOMIC
    }

    static FieldForm parse(String described) {
        String[] parts = described.split(";", -1);
        boolean isPointer = parts[0].startsWith("*");
        boolean isOmitted = false;
        Merge merge = Merge.USUAL;
        String mergeKey = "";
        boolean retains = false;
        Apply apply = Apply.USUAL;
        List<String> keys = List.of();
        for (int i = 1; i < parts.length; i++) {
            String value = parts[i].substring(1);
            switch (parts[i].charAt(0)) {
                case 'o' -> isOmitted = true;
                case 'm' -> {
                    merge = Merge.BY_KEY;
                    mergeKey = value;
                }
                case 'k' -> retains = true;
                case 'r' -> merge = Merge.REPLACE;
                case 'L' -> {
                    apply = Apply.KEYED;
                    keys = List.of(value.split(",", -1));
                }
                case 'S' -> apply = Apply.SET;
                case 'A' -> apply = Apply.ATOMIC;
                default -> throw new IllegalStateException("Unknown mark in the table of built-in kinds: " + described);
            }
        }
        return new FieldForm(
                isPointer ? parts[0].substring(1) : parts[0],
                isPointer,
                isOmitted,
                merge,
                mergeKey,
                retains,
                apply,
                keys);
    }
}
