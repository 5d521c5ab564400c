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

    /** There is one, and it does not hold, or not by a trusted key. */
    record Invalid(String why) implements SignatureCheck {}
}
