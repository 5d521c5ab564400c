package dev.capstan.helmrelease.status;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.state.ReleaseAttempt;

/** What is said of actions on a release: the shapes that users of Flux and their alerts know. */
public final class ActionMessages {

    private ActionMessages() {}

    /** {@code namespace/name.v3 with chart name@version}. */
    static String of(ReleaseSnapshot release) {
        return "%s/%s.v%d with chart %s@%s"
                .formatted(
                        release.namespace(),
                        release.name(),
                        release.version(),
                        release.chartName(),
                        release.chartVersion());
    }

    static String succeeded(String action, ReleaseSnapshot release) {
        return "Helm %s succeeded for release %s".formatted(action, of(release));
    }

    static String failed(String action, ReleaseLocation names, String chartName, ReleaseAttempt attempt, String error) {
        return "Helm %s failed for release %s with chart %s@%s: %s"
                .formatted(action, names, chartName, attempt.chartVersion(), error);
    }

    static String awaitingTests(ReleaseSnapshot release) {
        return "Release %s is awaiting tests".formatted(of(release));
    }

    static String tested(ReleaseSnapshot release, int tests) {
        String count = tests == 0 ? "no test hooks" : tests == 1 ? "1 test hook" : tests + " test hooks";
        return "Helm test succeeded for release %s: %s%s"
                .formatted(of(release), count, tests == 0 ? "" : " completed successfully");
    }

    static String testFailed(ReleaseSnapshot release, String error) {
        return "Helm test failed for release %s: %s".formatted(of(release), error);
    }

    static String rolledBack(ReleaseSnapshot target) {
        return "Helm rollback to previous release %s succeeded".formatted(of(target));
    }

    static String notRolledBack(ReleaseSnapshot target, String error) {
        return "Helm rollback to previous release %s failed: %s".formatted(of(target), error);
    }

    static String rolledBackAsAsked(ReleaseSnapshot target, ReleaseAttempt held) {
        return "%s, as the annotation %s asks; %s".formatted(rolledBack(target), ToolkitKeys.ROLLBACK, heldBack(held));
    }

    /** A release stays at the revision that it was rolled back to. */
    static String held(ReleaseSnapshot release, ReleaseAttempt held) {
        return "%s, as the annotation %s asked; %s"
                .formatted(succeeded("rollback", release), ToolkitKeys.ROLLBACK, heldBack(held));
    }

    private static String heldBack(ReleaseAttempt held) {
        return "chart version %s and spec generation %d are held back until chart, values or spec change"
                .formatted(held.chartVersion(), held.generation());
    }

    static String rollbackRefused(ReleaseLocation names, String why) {
        return "Helm rollback of release %s, which the annotation %s asks for, was refused: %s"
                .formatted(names, ToolkitKeys.ROLLBACK, why);
    }

    static String undone(ReleaseSnapshot release) {
        return "Helm uninstall remediation for release %s succeeded".formatted(of(release));
    }

    static String notUndone(ReleaseSnapshot release, String error) {
        return "Helm uninstall remediation for release %s failed: %s".formatted(of(release), error);
    }

    static String unlocked(ReleaseSnapshot release) {
        return "Unlocked Helm release %s: what worked on it is gone".formatted(of(release));
    }

    /** While an action goes on. */
    public static String running(String action, String timeout) {
        return "Running '%s' action with timeout of %s".formatted(action, timeout);
    }
}
