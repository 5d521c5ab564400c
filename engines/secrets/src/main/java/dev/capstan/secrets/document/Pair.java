package dev.capstan.secrets.document;

/** A key of a map with its value. */
public record Pair(String key, Value value) implements Entry {
    /** The same key with another value. */
    public Pair with(Value other) {
        return new Pair(key, other);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Pair[" + key + "]";
    }
}
