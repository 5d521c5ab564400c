package dev.capstan.images.setter;

/** Which policy a marker means. */
public record PolicyKey(String namespace, String name) implements Comparable<PolicyKey> {
    @Override
    public int compareTo(PolicyKey other) {
        return toString().compareTo(other.toString());
    }

    /** {@code namespace:name}, as markers write it. */
    @Override
    public String toString() {
        return namespace + ":" + name;
    }
}
