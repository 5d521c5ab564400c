package dev.capstan.argo.proposal;

/**
 * Something about an Application that its proposal does not say by itself.
 *
 * @param subject the object, such as {@code Application argocd/shop}
 * @param what what it is, and what to do instead; without values of Secrets
 */
public record Note(Weight weight, String subject, String what) {

    /** What it means for whoever wants to move. */
    public enum Weight {
        /** Nothing is proposed for it, or what is proposed does not work. */
        MISSING,
        /** To be done by hand, before the proposal is applied. */
        TODO,
        /** It works otherwise. */
        DIFFERENT
    }

    /** The subject, and what is to be said of it. */
    @Override
    public String toString() {
        return subject + ": " + what;
    }
}
