package dev.capstan.promotion.place;

import java.util.List;
import java.util.Locale;

/**
 * What an environment has at a commit.
 *
 * @param digest what it is: equal digests mean that there is nothing to promote. Of folders a hash over the files that move, of branches
 *     and tags the commit
 * @param revision branch or tag, and commit, as the toolkit writes revisions
 * @param commit 40 hexadecimal digits
 * @param files of folders: the files that move, by path relative to the folder
 */
public record Content(String digest, String revision, String commit, List<String> files) {
    private static final int SHORTEST = 7;
    private static final int SHOWN = 12;

    /** Copies the list. */
    public Content {
        files = List.copyOf(files);
    }

    /**
     * Whether a person who writes this means it: its revision, its commit or its digest in full, at least seven digits of the commit or
     * the digest, or the name of its tag.
     */
    public boolean isCalled(String text) {
        String called = text.strip();
        String lower = called.toLowerCase(Locale.ROOT);
        String hexadecimal = withoutAlgorithm(lower);
        return called.equals(revision)
                || isBeginning(hexadecimal, commit)
                || isBeginning(hexadecimal, withoutAlgorithm(digest))
                || (!called.isEmpty() && revision.startsWith(called + "@"));
    }

    private static String withoutAlgorithm(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    private static boolean isBeginning(String text, String whole) {
        return text.length() >= SHORTEST && whole.startsWith(text);
    }

    /** Its commit as people are shown it. */
    public String shortCommit() {
        return commit.length() > SHOWN ? commit.substring(0, SHOWN) : commit;
    }

    /** Branch or tag, and the beginning of the commit. */
    public String shortRevision() {
        int at = revision.lastIndexOf('@');
        return at < 0 ? shortCommit() : revision.substring(0, at) + "@" + shortCommit();
    }
}
