package dev.capstan.helm.release;

/**
 * How a release is rolled back.
 *
 * @param waiting how it waits
 * @param apply how objects are written
 * @param isForced whether objects are replaced as a whole, so that what others added goes; only when they are written
 *     client-side, as with Helm
 * @param cleansUp whether objects that a failed rollback has created are deleted again
 * @param maxHistory how many revisions are kept; 0 for all
 */
public record RollbackOptions(
        WaitOptions waiting, ApplyChoice apply, boolean isForced, boolean cleansUp, int maxHistory) {

    /** What Flux does when it is told nothing else. */
    public static RollbackOptions of(WaitOptions waiting) {
        return new RollbackOptions(waiting, ApplyChoice.AUTO, false, false, 5);
    }
}
