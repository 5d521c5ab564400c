package dev.capstan.argo.signature;

/**
 * A commit or tag, and what its signature is.
 *
 * @param revision the commit's id, or the tag's name
 * @param author as the commit names him
 * @param keyId of the key that has signed, as {@link AllowedKey} has it; empty when there is none
 */
public record SignedRevision(String revision, String author, SignatureResult result, String keyId) {
    /** Writes key ids of OpenPGP in capitals. */
    public SignedRevision {
        keyId = AllowedKey.inCapitals(keyId);
    }

    /** Whether it is a commit, not a tag. */
    boolean isCommit() {
        return revision.length() == 40 && revision.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
