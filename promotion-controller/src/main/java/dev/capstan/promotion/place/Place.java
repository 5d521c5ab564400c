package dev.capstan.promotion.place;

/** Where an environment is in the repository. */
public sealed interface Place {

    /**
     * A folder of the branch that all environments share.
     *
     * @param path from the root, with {@code /}
     */
    record Folder(String path) implements Place {}

    /** A branch, without {@code refs/heads/}. */
    record Branch(String name) implements Place {}

    /** The highest tag of those that a pattern means. */
    record Tags(TagPattern pattern) implements Place {}

    /** The place for people. */
    default String words() {
        return switch (this) {
            case Folder(var path) -> "folder " + path;
            case Branch(var name) -> "branch " + name;
            case Tags(var pattern) -> "tags " + pattern.text();
        };
    }
}
