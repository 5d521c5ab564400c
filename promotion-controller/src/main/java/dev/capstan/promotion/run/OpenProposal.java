package dev.capstan.promotion.run;

/**
 * A pull request of ours, or the branch of one that the forge would not open yet.
 *
 * @param number 0 as long as it is not opened
 * @param url its page; empty as long as it is not opened
 * @param digest of the candidate that it brings
 * @param head where we left its branch
 */
public record OpenProposal(long number, String url, String digest, String head) {

    /** A branch that is pushed and not proposed yet. */
    static OpenProposal pushed(String digest, String head) {
        return new OpenProposal(0, "", digest, head);
    }

    /** Whether the forge has opened it. */
    public boolean isOpened() {
        return number > 0;
    }
}
