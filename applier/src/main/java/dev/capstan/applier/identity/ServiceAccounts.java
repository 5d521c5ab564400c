package dev.capstan.applier.identity;

/** Asks whether service accounts exist. */
@FunctionalInterface
public interface ServiceAccounts {

    /** What is known of an account. */
    enum Presence {
        EXISTS,
        MISSING,
        /** The API server did not say. */
        UNKNOWN
    }

    /** Looks an account up. */
    Presence of(String namespace, String name);
}
