package dev.capstan.argo.survey;

/**
 * Something that will not be as it was.
 *
 * @param subject the object, such as {@code Application argocd/shop}
 * @param what a sentence, without values of Secrets
 */
public record Finding(Weight weight, String subject, String what) {

    /** What it means for whoever wants to move. */
    public enum Weight {
        /** The Application, or those of the set, would not be compared or synced. */
        STOPS,
        /** It is passed over; the rest works. */
        LOST,
        /** It must come to its end first. */
        WAITS
    }

    /** The subject, and what is to be said of it. */
    @Override
    public String toString() {
        return subject + ": " + what;
    }
}
