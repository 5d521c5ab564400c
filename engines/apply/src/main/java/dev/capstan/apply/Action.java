package dev.capstan.apply;

/** What happened to an object. The words are wire constants of events and change logs. */
public enum Action {
    CREATED("created"),
    CONFIGURED("configured"),
    UNCHANGED("unchanged"),
    /** Left alone because a policy says so, or because it is not ours to delete. */
    SKIPPED("skipped"),
    DELETED("deleted"),
    /** Deletion was accepted and waits for finalizers. */
    TERMINATING("terminating");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** As it stands in events. */
    public String word() {
        return word;
    }

    /** Whether the cluster is different from before. */
    public boolean isChange() {
        return switch (this) {
            case CREATED, CONFIGURED, DELETED, TERMINATING -> true;
            case UNCHANGED, SKIPPED -> false;
        };
    }
}
