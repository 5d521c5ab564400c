package dev.capstan.application.run;

import dev.capstan.api.argo.Operation;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.Automation;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.argo.sync.OperationPhase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An operation that a pass has to do with.
 *
 * @param isNew whether it was not taken up before
 * @param isByAutomation whether nobody asked for it, and it is not yet in the Application
 */
record Undertaking(OperationProgress progress, boolean isNew, boolean isByAutomation) {

    /** The operation that runs, else the one that is asked for. */
    static Optional<Undertaking> of(ApplicationObject application, Instant now) {
        return Automation.last(application)
                .filter(progress -> !progress.isCompleted())
                .map(progress -> new Undertaking(progress, false, false))
                .or(() ->
                        application.operation().map(operation -> new Undertaking(begun(operation, now), true, false)));
    }

    /** Whether somebody asks for it in this pass, and means what remotes have now. */
    boolean isAskedNow() {
        return isNew && !isByAutomation;
    }

    /** One that automation begins. */
    static Undertaking automated(Operation operation, Instant now) {
        return new Undertaking(begun(operation, now), true, true);
    }

    private static OperationProgress begun(Operation operation, Instant now) {
        return new OperationProgress(
                operation,
                OperationPhase.RUNNING,
                "",
                Optional.empty(),
                now.truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                0);
    }
}
