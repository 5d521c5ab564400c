package dev.capstan.argo.annotation;

/** What becomes of the objects that a deleted one owns. */
public enum Propagation {
    /** They are deleted first. */
    FOREGROUND("Foreground"),
    /** They are deleted afterwards. */
    BACKGROUND("Background"),
    /** They stay. */
    ORPHAN("Orphan");

    private final String text;

    Propagation(String text) {
        this.text = text;
    }

    /** {@code PrunePropagationPolicy} of an application, foreground when it is not set. */
    public static Propagation of(SyncOptions options) {
        if (options.has("PrunePropagationPolicy", "background")) {
            return BACKGROUND;
        }
        return options.has("PrunePropagationPolicy", "orphan") && !options.has("PrunePropagationPolicy", "foreground")
                ? ORPHAN
                : FOREGROUND;
    }

    /** The value of {@code propagationPolicy} in the Kubernetes API. */
    @Override
    public String toString() {
        return text;
    }
}
