package dev.capstan.application.run;

import dev.capstan.application.compare.Refresh;
import dev.capstan.application.deletion.DeletionRun;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.OperationRun;
import dev.capstan.application.operate.OperationTerms;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.compare.Comparison;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * One reconciliation of an Application: it is compared, and synced as far as somebody asks for it or automation wants it. Thread-safe for
 * different Applications; nothing in an Application, its sources or its cluster makes it throw.
 */
public final class ApplicationPass {
    private final PassPorts ports;
    private final Clock clock;
    private final Refresh refresh;
    private final OperationStep operations;
    private final AutomationStep automation;
    private final DeletionStep deletions;

    /**
     * Passes over a world.
     *
     * @param pauseBetweenWaves how long a sync waits between waves, so that other controllers notice what was applied
     */
    public ApplicationPass(PassPorts ports, Comparison comparison, Clock clock, Duration pauseBetweenWaves) {
        this.ports = ports;
        this.clock = clock;
        this.refresh = new Refresh(comparison, ports.owners());
        this.operations = new OperationStep(new OperationRun(ports.actions(), clock), clock, pauseBetweenWaves);
        this.automation = new AutomationStep(clock);
        this.deletions = new DeletionStep(new DeletionRun(ports.actions(), clock), ports, clock);
    }

    /**
     * Passes over an Application.
     *
     * @param memory of this Application; an empty one after a restart
     * @param checkpoint writes before anything is applied
     */
    public PassOutcome run(PassInput input, ApplicationMemory memory, Checkpoint checkpoint) {
        ApplicationObject application = input.application();
        Pass pass = new Pass(application, looking(application), memory, checkpoint);
        if (application.isDeleting()) {
            return PassDraft.deleted(deletions.run(pass));
        }
        Optional<Undertaking> asked = Undertaking.of(application, clock.instant());
        pass.look(Sources.of(application.spec()), level(input, asked));
        Optional<Undertaking> undertaking = asked.or(() -> automation.choose(pass));
        return undertaking.isEmpty() ? pass.draft().done() : operate(pass, undertaking.get());
    }

    private PassOutcome operate(Pass pass, Undertaking undertaking) {
        if (!operations.take(pass, undertaking)) {
            return PassDraft.interrupted();
        }
        if (operations.advance(pass, undertaking)) {
            pass.look(Sources.of(pass.application().spec()), RefreshLevel.COMPARE);
            automation.choose(pass).ifPresent(_ -> pass.draft().lookAgain(clock.instant()));
        }
        return pass.draft().done();
    }

    /** A sync that is asked for without a revision is for what the sources mean now. */
    private static RefreshLevel level(PassInput input, Optional<Undertaking> asked) {
        boolean isForNow = asked.filter(Undertaking::isAskedNow)
                .map(undertaking -> undertaking.progress().operation().sync())
                .filter(sync -> !OperationTerms.namesRevisions(sync))
                .isPresent();
        return isForNow && input.level() == RefreshLevel.COMPARE ? RefreshLevel.NORMAL : input.level();
    }

    private Looking looking(ApplicationObject application) {
        ControlPlane plane = ports.plane().now();
        return new Looking(ports, refresh, plane, application, clock);
    }
}
