package dev.capstan.secrets.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A map in the order in which it was written, with its comments. A document is one. */
public record Mapping(List<Entry> entries) implements Value {
    /** Copies the list. */
    public Mapping {
        entries = List.copyOf(entries);
    }

    /** A map of these entries. */
    public static Mapping of(Entry... entries) {
        return new Mapping(List.of(entries));
    }

    /** A map of these entries. */
    public static Mapping of(List<? extends Entry> entries) {
        return new Mapping(List.copyOf(entries));
    }

    /** The keys with their values, without comments. */
    public Stream<Pair> pairs() {
        return entries.stream().filter(Pair.class::isInstance).map(Pair.class::cast);
    }

    /** The value of a key. */
    public Optional<Value> get(String key) {
        return pairs().filter(pair -> pair.key().equals(key)).map(Pair::value).findFirst();
    }

    /** The same map in which the key has this value: in place of its old one, or at the end. */
    public Mapping with(String key, Value value) {
        var changed = new ArrayList<Entry>(entries);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i) instanceof Pair pair && pair.key().equals(key)) {
                changed.set(i, pair.with(value));
                return new Mapping(changed);
            }
        }
        changed.add(new Pair(key, value));
        return new Mapping(changed);
    }

    /** The same map without a key. */
    public Mapping without(String key) {
        return new Mapping(entries.stream()
                .filter(entry -> !(entry instanceof Pair pair && pair.key().equals(key)))
                .toList());
    }

    /** Without keys and values. */
    @Override
    public String toString() {
        return "Mapping";
    }
}
