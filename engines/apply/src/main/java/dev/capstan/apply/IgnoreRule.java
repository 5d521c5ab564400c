package dev.capstan.apply;

import java.util.List;
import java.util.function.Predicate;

/**
 * Fields that are left to others once an object exists ({@code spec.ignore}).
 *
 * @param pointers JSON pointers
 * @param target which objects
 */
public record IgnoreRule(List<String> pointers, Predicate<Manifest> target) {
    /**
     * @throws IllegalArgumentException when a pointer is none: it must begin with a slash
     */
    public IgnoreRule {
        pointers = List.copyOf(pointers);
        for (String pointer : pointers) {
            if (!pointer.startsWith("/") || pointer.length() < 2) {
                throw new IllegalArgumentException("Not a JSON pointer: " + pointer + " (write /spec/replicas)");
            }
        }
    }
}
