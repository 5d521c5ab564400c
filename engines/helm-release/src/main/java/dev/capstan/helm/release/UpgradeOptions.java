package dev.capstan.helm.release;

import java.util.Map;

/**
 * How a release is upgraded.
 *
 * @param waiting how it waits
 * @param apply how objects are written
 * @param takesOwnership whether objects that are new to the release and exist already are taken over, whoever made them
 * @param isForced whether objects are replaced as a whole, so that what others added goes; only when they are written
 *     client-side, as with Helm
 * @param cleansUp whether objects that a failed upgrade has created are deleted again
 * @param maxHistory how many revisions are kept; 0 for all
 * @param description what the record says when it is done; empty for Helm's words
 * @param labels labels of the records, besides those of the revision before
 */
public record UpgradeOptions(
        WaitOptions waiting,
        ApplyChoice apply,
        boolean takesOwnership,
        boolean isForced,
        boolean cleansUp,
        int maxHistory,
        String description,
        Map<String, String> labels) {
    public UpgradeOptions {
        labels = Map.copyOf(labels);
    }

    /** What Flux does when it is told nothing else. */
    public static UpgradeOptions of(WaitOptions waiting) {
        return new UpgradeOptions(waiting, ApplyChoice.AUTO, true, false, false, 5, "", Map.of());
    }
}
