package dev.capstan.oci.signature;

/** What became of looking for a signature. */
public sealed interface SignatureVerdict {

    /**
     * There is one that holds.
     *
     * @param signer for people, such as {@code key 'cosign.pub'}
     */
    record Verified(String signer) implements SignatureVerdict {}

    /** Whoever says what is trusted wants none for this repository; the text says where that is written. */
    record NotWanted(String why) implements SignatureVerdict {}

    /** There is none that holds; the text says what there is. */
    record NotVerified(String why) implements SignatureVerdict {}
}
