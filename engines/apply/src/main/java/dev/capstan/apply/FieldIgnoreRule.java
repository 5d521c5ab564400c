package dev.capstan.apply;

import java.util.List;
import java.util.function.Predicate;

/**
 * Fields that are left to others once an object exists ({@code spec.ignore}).
 *
 * @param pointers JSON pointers
 * @param target which objects
 */
public record FieldIgnoreRule(List<String> pointers, Predicate<Manifest> target) {
    public FieldIgnoreRule {
        pointers = List.copyOf(pointers);
    }

    /** Those of the pointers that are none. */
    public List<String> malformed() {
        return pointers.stream()
                .filter(pointer -> !pointer.startsWith("/") || pointer.length() < 2)
                .toList();
    }
}
