package dev.capstan.promotion.run;

/**
 * A pull request of ours, or only its branch, when the forge would not open it, or did not delete the branch behind it.
 *
 * @param number 0 when there is only the branch
 * @param url its page; empty when there is only the branch
 * @param digest of the candidate that it brings; empty when it is to be closed
 * @param head where we left its branch
 */
public record OpenProposal(long number, String url, String digest, String head) {

    /** A branch that is pushed and not proposed. */
    static OpenProposal pushed(String digest, String head) {
        return new OpenProposal(0, "", digest, head);
    }

    /** The same when it is to be closed: that it is closed does not mean then that a person rejected what it brings. */
    OpenProposal unwanted() {
        return new OpenProposal(number, url, "", head);
    }

    /** Whether there is a pull request, and not only its branch. */
    public boolean isOpened() {
        return number > 0;
    }
}
