package dev.capstan.git.signature;

/** What a look at a signature gave. Only {@link Valid} means that somebody trusted has signed exactly these bytes. */
public sealed interface SignatureCheck {

    /**
     * The signature holds.
     *
     * @param key identity of the key: OpenPGP key id, or SSH fingerprint
     */
    record Valid(String key) implements SignatureCheck {}

    /** There is no signature. */
    record Unsigned() implements SignatureCheck {}

    /**
     * There is one, and it does not hold, or not by a trusted key.
     *
     * @param why for people
     * @param key identity of the key that made it or is said to have; empty when it cannot be told
     */
    record Invalid(String why, SignatureFault fault, String key) implements SignatureCheck {}
}
