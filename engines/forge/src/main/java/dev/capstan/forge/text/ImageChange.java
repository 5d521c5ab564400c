package dev.capstan.forge.text;

import dev.capstan.digest.FieldDigest;
import java.util.Optional;

/**
 * An image that gets another tag or digest. Its texts are those of registries and files, and are written as such.
 *
 * @param policy {@code namespace/name} of the policy that chose it
 * @param image host and repository, without a tag
 * @param oldTag what stands in Git; empty when that is not known
 * @param newTag what is to stand there
 * @param newDigest what the new tag means; empty when it is not written
 * @param compare a page with what changed in between
 */
public record ImageChange(
        String policy,
        String image,
        String oldTag,
        String newTag,
        Optional<String> newDigest,
        Optional<CompareLink> compare) {
    private static final int SHOWN_DIGITS = 12;

    /** The same with another page that compares. */
    public ImageChange comparedAt(Optional<CompareLink> page) {
        return new ImageChange(policy, image, oldTag, newTag, newDigest, page);
    }

    /** A name for what is wanted: equal for the same tag and digest of the same image by the same policy, whatever it was before. */
    public String fingerprint() {
        return new FieldDigest()
                .add(policy, image, newTag, newDigest.orElse(""))
                .finish()
                .hex()
                .substring(0, SHOWN_DIGITS);
    }
}
