package dev.capstan.kustomize.node;

/** The three shapes of a node, with the words that messages use for them. */
public enum NodeKind {
    SCALAR("a single value"),
    MAP("a map"),
    LIST("a list");

    private final String words;

    NodeKind(String words) {
        this.words = words;
    }

    /** For messages. */
    public String words() {
        return words;
    }
}
