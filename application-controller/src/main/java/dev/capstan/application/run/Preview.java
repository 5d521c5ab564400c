package dev.capstan.application.run;

import dev.capstan.application.compare.Refresh;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.OperationRun;
import dev.capstan.application.operate.SyncRehearsal;
import dev.capstan.application.operate.SyncRehearsal.Rehearsed;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.object.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of an {@link ApplicationPass} before anything is written: the Application is compared, automation decides, and the sync that it
 * would begin is rehearsed. Thread-safe for different Applications; nothing in an Application makes it throw.
 */
public final class Preview {
    private static final Checkpoint NEVER = _ -> false;

    private final PassPorts ports;
    private final Clock clock;
    private final Refresh refresh;
    private final AutomationStep automation;
    private final OperationStep operations;
    private final SyncRehearsal rehearsal = new SyncRehearsal();

    /** Previews in a world, of which nothing that acts is used. */
    public Preview(PassPorts ports, Comparison comparison, Clock clock) {
        this.ports = ports;
        this.clock = clock;
        this.refresh = new Refresh(comparison, ports.owners());
        this.automation = new AutomationStep(clock);
        this.operations = new OperationStep(new OperationRun(ports.actions(), clock), clock, Duration.ZERO);
    }

    /** Looks at an Application as if it were the first time after a start. */
    public Previewed of(ApplicationObject application) {
        if (application.isDeleting()) {
            return Previewed.waitingFor("it is being deleted");
        }
        var looking = new Looking(ports, refresh, ports.plane().now(), application, clock);
        var pass = new Pass(application, looking, new ApplicationMemory(), NEVER);
        pass.look(Sources.of(application.spec()), RefreshLevel.COMPARE);
        boolean isBusy = Undertaking.of(application, clock.instant()).isPresent();
        Optional<Rehearsed> sync = isBusy
                ? Optional.empty()
                : automation.choose(pass).map(begun -> operations.rehearse(pass, begun, rehearsal));
        PassOutcome outcome = pass.draft().done();
        return new Previewed(
                outcome.refreshed(),
                outcome.conditions(),
                isBusy ? Optional.of("a sync of it is asked for, or under way") : Optional.empty(),
                sync,
                outcome.lookAgain(),
                fields(pass.look(), sync));
    }

    private static Map<ObjectKey, List<String>> fields(Look look, Optional<Rehearsed> sync) {
        if (!(look instanceof Look.Seen seen)) {
            return Map.of();
        }
        Refreshed.Compared shown = seen.compared().shown();
        Set<ObjectKey> keys = new LinkedHashSet<>();
        shown.comparison().resources().stream()
                .filter(line -> line.status().equals(Optional.of(SyncStatus.OUT_OF_SYNC)))
                .map(ResourceStatus::key)
                .forEach(keys::add);
        sync.ifPresent(rehearsed -> keys.addAll(rehearsed.deeds().keySet()));
        Map<ObjectKey, List<String>> fields = new HashMap<>();
        keys.forEach(key -> fields.put(key, seen.compared().differentFields(key)));
        return fields;
    }
}
