package dev.capstan.kustomize.resource;

/** What a generated object does to one of the same identity. */
public enum Behavior {
    UNSPECIFIED("unspecified"),
    CREATE("create"),
    REPLACE("replace"),
    MERGE("merge");

    private final String word;

    Behavior(String word) {
        this.word = word;
    }

    /** As written in a kustomization; {@link #UNSPECIFIED} for anything unknown. */
    public static Behavior of(String word) {
        for (Behavior behavior : values()) {
            if (behavior.word.equals(word)) {
                return behavior;
            }
        }
        return UNSPECIFIED;
    }

    @Override
    public String toString() {
        return word;
    }
}
