package dev.capstan.oci.signature;

/** What became of looking for a signature. */
public sealed interface SignatureVerdict {

    /** There is one that a key fits. */
    record Verified(String keyName) implements SignatureVerdict {}

    /** There is none that holds; the text says what there is. */
    record NotVerified(String why) implements SignatureVerdict {}
}
