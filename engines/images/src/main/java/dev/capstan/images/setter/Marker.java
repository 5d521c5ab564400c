package dev.capstan.images.setter;

/** What a comment beside a value says: which policy decides on it, and which part of the image it is. */
public record Marker(PolicyKey policy, ImagePart part) {
    /** As the comment writes it: {@code namespace:name}, with {@code :tag}, {@code :name} or {@code :digest} where it has one. */
    public String setter() {
        return part == ImagePart.WHOLE ? policy.toString() : policy + ":" + part.suffix();
    }
}
