package dev.capstan.helm.release;

import dev.capstan.helm.release.record.ApplyMethod;
import java.util.Map;

/**
 * How a release is installed.
 *
 * @param waiting how it waits
 * @param method how objects are written
 * @param takesOwnership whether objects that exist already are taken over, whoever made them
 * @param createsNamespace whether the namespace of the release is created when it is not there
 * @param maxHistory how many revisions are kept; 0 for all
 * @param description what the record says when it is done; empty for Helm's words
 * @param labels labels of the records
 */
public record InstallOptions(
        WaitOptions waiting,
        ApplyMethod method,
        boolean takesOwnership,
        boolean createsNamespace,
        int maxHistory,
        String description,
        Map<String, String> labels) {
    public InstallOptions {
        labels = Map.copyOf(labels);
    }

    /** What Flux does when it is told nothing else. */
    public static InstallOptions of(WaitOptions waiting) {
        return new InstallOptions(waiting, ApplyMethod.SERVER_SIDE, true, false, 5, "", Map.of());
    }
}
