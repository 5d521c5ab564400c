package dev.capstan.application.run;

import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.Automation;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.project.SyncVerdict;
import dev.capstan.argo.project.SyncWindows.Trigger;
import dev.capstan.argo.sync.AutoSync;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Lets automation decide about an Application that was compared. */
final class AutomationStep {
    private final Clock clock;

    AutomationStep(Clock clock) {
        this.clock = clock;
    }

    /** The operation that it begins; else it is noted why not, and when to look again. */
    Optional<Undertaking> choose(Pass pass) {
        if (!(pass.look() instanceof Look.Seen seen)) {
            return Optional.empty();
        }
        if (seen.compared().isOnlyLeaving()) {
            pass.draft().syncError("");
            return Optional.empty();
        }
        ApplicationObject application = pass.application();
        Refreshed.Compared shown = seen.compared().shown();
        Instant now = clock.instant();
        Optional<SyncVerdict.Blocked> blocked =
                Windows.verdict(application, seen.project(), Trigger.AUTOMATED, now, Optional.empty());
        AutoSync.Choice choice = Automation.choose(
                application,
                Automation.last(application),
                shown.comparison(),
                shown.revisions(),
                !Errors.of(seen.conditions()).isEmpty(),
                blocked.isPresent(),
                now);
        boolean waitsForWindow =
                Automation.policy(application).isPresent() && shown.comparison().status() == SyncStatus.OUT_OF_SYNC;
        blocked.filter(_ -> waitsForWindow).flatMap(SyncVerdict.Blocked::until).ifPresent(pass.draft()::lookAgain);
        pass.draft().syncError(choice instanceof AutoSync.Choice.Refuse refuse ? refuse.message() : "");
        return switch (choice) {
            case AutoSync.Choice.Start start ->
                Optional.of(Undertaking.automated(Automation.operation(application, start, shown.revisions()), now));
            case AutoSync.Choice.Later later -> {
                pass.draft().lookAgain(now.plus(later.after()));
                yield Optional.empty();
            }
            case AutoSync.Choice.Skip _, AutoSync.Choice.Refuse _ -> Optional.empty();
        };
    }
}
