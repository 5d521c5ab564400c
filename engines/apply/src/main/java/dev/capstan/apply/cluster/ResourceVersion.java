package dev.capstan.apply.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * The version of an object, or of a whole collection when it was listed. Versions of one kind can be compared when
 * they are decimal numbers, as those of Kubernetes are; of others only equality is known.
 *
 * @param text as the API server writes it, empty when unknown
 */
public record ResourceVersion(String text) {

    /** How one version relates to another. */
    public enum Order {
        /** Earlier. */
        OLDER,
        /** The same. */
        SAME,
        /** Later. */
        NEWER,
        /** It cannot be said. */
        UNKNOWN
    }

    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,38}");
    private static final ResourceVersion UNKNOWN = new ResourceVersion("");

    /** No version is known; it compares as {@link Order#UNKNOWN} with everything. */
    public static ResourceVersion unknown() {
        return UNKNOWN;
    }

    /** The version that an object or a list carries. */
    public static ResourceVersion of(JsonNode object) {
        return new ResourceVersion(
                object.path("metadata").path("resourceVersion").asText(""));
    }

    /** What this version is in comparison with the other. */
    public Order comparedTo(ResourceVersion other) {
        if (!text.isEmpty() && text.equals(other.text)) {
            return Order.SAME;
        }
        if (!isDecimal() || !other.isDecimal()) {
            return Order.UNKNOWN;
        }
        int byLength = Integer.compare(text.length(), other.text.length());
        return (byLength == 0 ? text.compareTo(other.text) : byLength) < 0 ? Order.OLDER : Order.NEWER;
    }

    /** The later one of two; this one when that cannot be said. */
    public ResourceVersion latest(ResourceVersion other) {
        return text.isEmpty() || comparedTo(other) == Order.OLDER ? other : this;
    }

    private boolean isDecimal() {
        return DECIMAL.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
