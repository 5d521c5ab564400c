package dev.capstan.applier.identity;

/** Chooses the cluster and the identity of an object. Never falls back to other rights than those asked for. */
public interface ApplyTargets {

    /** What was chosen. */
    sealed interface Choice {

        /** The cluster, with the rights to use. */
        record Usable(ApplyTarget target) implements Choice {}

        /** The spec asks for something that cannot be; only its change helps. */
        record Refused(String message) implements Choice {}

        /** The account is not there (yet, or any more). */
        record AccountMissing(String message) implements Choice {}

        /** It could not be found out whether the account is there. */
        record Unavailable(String message) implements Choice {}
    }

    /** The choice for an object. */
    Choice of(IdentityRequest request);
}
