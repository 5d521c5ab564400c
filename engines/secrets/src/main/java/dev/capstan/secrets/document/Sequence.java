package dev.capstan.secrets.document;

import java.util.List;
import java.util.stream.Stream;

/** A list with its comments. */
public record Sequence(List<Element> elements) implements Value {
    /** Copies the list. */
    public Sequence {
        elements = List.copyOf(elements);
    }

    /** A list of these elements. */
    public static Sequence of(Element... elements) {
        return new Sequence(List.of(elements));
    }

    /** A list of these elements. */
    public static Sequence of(List<? extends Element> elements) {
        return new Sequence(List.copyOf(elements));
    }

    /** The values, without comments. */
    public Stream<Value> values() {
        return elements.stream().filter(Value.class::isInstance).map(Value.class::cast);
    }

    /** Without values. */
    @Override
    public String toString() {
        return "Sequence";
    }
}
