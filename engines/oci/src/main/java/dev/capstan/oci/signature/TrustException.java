package dev.capstan.oci.signature;

/** A signature does not count, or what somebody wrote down to be trusted cannot be used; the text says why. */
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why, without a text of others but for one cleaned line. */
    public TrustException(String why) {
        super(why);
    }

    /** Why, in words for whoever can change it. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
