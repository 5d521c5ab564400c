package dev.capstan.api.bus;

/** Kinds of messages; the last token of a subject. */
public enum MessageType {
    /** A hint: this object should be reconciled now. */
    RECONCILE("reconcile", false),
    /** An event for people. */
    EVENT("event", true),
    /** The record of one apply, for the audit trail. */
    APPLY("apply", true);

    private final String token;
    private final boolean kept;

    MessageType(String token, boolean kept) {
        this.token = token;
        this.kept = kept;
    }

    /** The token in the subject. */
    public String token() {
        return token;
    }

    /** Whether messages of this kind are worth keeping for long; the others are hints that lose their worth within minutes. */
    public boolean isKept() {
        return kept;
    }
}
