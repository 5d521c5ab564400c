package dev.capstan.git;

/**
 * How much one repository may ask of us. Each bound is checked while reading, so memory and disk never see more.
 *
 * @param advertisedBytes of reference names and hashes in one listing
 * @param fetchedBytes of packs in one fetch
 * @param files in one commit
 * @param fileBytes of one file
 * @param treeBytes of all files of one commit together, unpacked
 * @param depth of folders
 * @param packs in a mirror before it is made again
 */
public record GitLimits(
        long advertisedBytes, long fetchedBytes, long files, long fileBytes, long treeBytes, int depth, int packs) {
    private static final long MEBI = 1 << 20;

    /** High enough for the largest configuration repositories known; 1 GiB of files, 500,000 files. */
    public static final GitLimits DEFAULT =
            new GitLimits(64 * MEBI, 2048 * MEBI, 500_000, 256 * MEBI, 1024 * MEBI, 256, 60);
}
