package dev.capstan.images.policy;

import java.util.Optional;

/** Which end of a sorted list is the latest. */
public enum TagOrder {
    /** The last one, or the largest number. */
    ASC,
    /** The first one, or the smallest number. */
    DESC;

    /** Reads the field {@code order}, in which nothing means {@code asc}; empty for anything but {@code asc} and {@code desc}. */
    public static Optional<TagOrder> parse(String text) {
        return switch (text) {
            case "", "asc" -> Optional.of(ASC);
            case "desc" -> Optional.of(DESC);
            default -> Optional.empty();
        };
    }
}
