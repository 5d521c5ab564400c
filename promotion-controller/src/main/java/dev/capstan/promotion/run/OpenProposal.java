package dev.capstan.promotion.run;

/**
 * A pull request of ours.
 *
 * @param url its page
 * @param digest of the candidate that it brings
 * @param head where we left its branch
 */
public record OpenProposal(long number, String url, String digest, String head) {}
