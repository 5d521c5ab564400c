package dev.capstan.secrets.document;

/**
 * A comment, or one line of it.
 *
 * @param text without the sign that begins a comment
 * @param inline whether it stands behind the value that follows it in the tree, on the same line
 */
public record Comment(String text, boolean inline) implements Entry, Element, Leaf {
    /** A comment on a line of its own. */
    public Comment(String text) {
        this(text, false);
    }

    /** Without the text, which may have been decrypted. */
    @Override
    public String toString() {
        return "Comment";
    }
}
