package dev.capstan.git.signature;

/** What is wrong with a signature, for those who must tell faults from each other. */
public enum SignatureFault {
    /** It cannot be read, is too weak, or does not fit the object. */
    BAD,
    /** The key that made it is not among the trusted ones. */
    UNKNOWN_KEY,
    /** The key that made it may not sign, or nothing says that it belongs to its owner. */
    UNTRUSTED_KEY,
    /** The key has expired. */
    EXPIRED_KEY,
    /** The key is revoked. */
    REVOKED_KEY,
    /** The signature itself has expired. */
    EXPIRED_SIGNATURE
}
