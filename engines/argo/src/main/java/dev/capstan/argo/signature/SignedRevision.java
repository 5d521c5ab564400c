package dev.capstan.argo.signature;

import java.util.Locale;

/**
 * A commit or tag, and what its signature is.
 *
 * @param revision the commit's id, or the tag's name
 * @param author as the commit names him
 * @param keyId of the key that has signed, 16 hexadecimal digits; empty when there is none
 */
public record SignedRevision(String revision, String author, SignatureResult result, String keyId) {
    /** Writes key ids in capitals. */
    public SignedRevision {
        keyId = keyId.toUpperCase(Locale.ROOT);
    }

    /** Whether it is a commit, not a tag. */
    boolean isCommit() {
        return revision.length() == 40 && revision.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
