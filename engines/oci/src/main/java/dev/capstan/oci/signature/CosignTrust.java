package dev.capstan.oci.signature;

/** Whom signatures of cosign are trusted from. */
@FunctionalInterface
public interface CosignTrust {

    /**
     * Who made a signature, for people, such as {@code key 'cosign.pub'}.
     *
     * @param signature one of those over the text
     * @throws TrustException when nobody who is trusted has made it
     */
    String signerOf(SignedText text, byte[] signature) throws TrustException;
}
