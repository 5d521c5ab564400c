package dev.capstan.helmrelease.run;

import dev.capstan.helmrelease.status.HelmReleaseReport;
import dev.capstan.helmrelease.status.HelmReleaseReporter;

/** What the status says of the result of a run. */
public final class ResultReport {

    private ResultReport() {}

    /** The report on a result. */
    public static HelmReleaseReport of(HelmReleaseReporter reporter, ReleaseRunResult result) {
        return switch (result) {
            case ReleaseRunResult.Refused(var reason, var message) -> reporter.refused(reason, message);
            case ReleaseRunResult.NotReady(var reason, var message) -> reporter.notReady(reason, message);
            case ReleaseRunResult.NotPrepared(var reason, var message) -> reporter.notPrepared(reason, message);
            case ReleaseRunResult.Acting(var action) ->
                reporter.acting(action.progress(), action.word(), action.timeout());
            case ReleaseRunResult.Broken(var progress, var _, var message) -> reporter.broken(progress, message);
            case ReleaseRunResult.TargetChanged(var progress, var reason) -> reporter.targetChanged(progress, reason);
            case ReleaseRunResult.Ended(var progress, var subject, var last, var _, var drift) ->
                reporter.ended(progress, subject, last, drift);
        };
    }
}
