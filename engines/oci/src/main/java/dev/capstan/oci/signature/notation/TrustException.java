package dev.capstan.oci.signature.notation;

/** What somebody wrote down to be trusted cannot be used; the text says why. */
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;

    TrustException(String why) {
        super(why);
    }

    /** Why, in words for whoever wrote it. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
