package dev.capstan.argo.source;

/** What makes objects of a source. */
public enum SourceKind {
    HELM("Helm"),
    KUSTOMIZE("Kustomize"),
    DIRECTORY("Directory"),
    PLUGIN("Plugin");

    private final String text;

    SourceKind(String text) {
        this.text = text;
    }

    /** As {@code status.sourceType} says it. */
    public String text() {
        return text;
    }
}
