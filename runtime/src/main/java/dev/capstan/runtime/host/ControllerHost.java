package dev.capstan.runtime.host;

import dev.capstan.runtime.bus.MessagingBus;
import dev.capstan.runtime.leader.LeaderElection;
import dev.capstan.runtime.leader.Leadership;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the controllers that this process was told to run, and stops them in an order that loses nothing. */
@ApplicationScoped
public class ControllerHost {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerHost.class);
    private static final int LAST = 10_000;

    private final List<Controller> selected;
    private final LeaderElection elections;
    private final RunningControllers running;
    private final Map<String, Leadership> leaderships = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private volatile boolean failed;

    /**
     * @param controllers the controllers that are in this build
     * @param scope which objects to take care of
     * @param selection what of them to run; see {@link ControllerSelection#parse}
     * @param grace how long reconciliations may go on after the process was told to stop
     */
    @Inject
    public ControllerHost(
            @Any Instance<Controller> controllers,
            KubernetesClient client,
            MessagingBus bus,
            LeaderElection elections,
            WatchScope scope,
            @ConfigProperty(name = "capstan.controllers", defaultValue = "*") String selection,
            @ConfigProperty(name = "capstan.shutdown-grace", defaultValue = "20s") Duration grace) {
        this.selected =
                ControllerSelection.parse(selection).from(controllers.stream().toList());
        this.elections = elections;
        this.running = new RunningControllers(
                bus::subscribe, reconciler -> new KindOperator(reconciler, client, scope, grace));
    }

    /** The controllers that were selected. */
    public List<ControllerIdentity> selected() {
        return selected.stream().map(Controller::identity).toList();
    }

    /** Whether every selected controller runs and knows its objects, as far as the cluster serves their kinds, or stands by for its Lease. */
    public boolean isReady() {
        return isAlive() && !stopping && running.count() + standingBy() >= selected.size() && running.areSettled();
    }

    /** Whether this process can still do its work; one that cannot should be restarted. */
    public boolean isAlive() {
        return !failed;
    }

    private long standingBy() {
        return leaderships.values().stream().filter(lease -> !lease.mayWrite()).count();
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        selected.forEach(running::standBy);
        if (!elections.isEnabled()) {
            selected.forEach(running::start);
        } else {
            elections.guardBy(() ->
                    leaderships.values().stream().filter(Leadership::hasWon).allMatch(Leadership::mayWrite));
            selected.forEach(this::runWhenLeading);
        }
        LOG.info(
                "Selected {}",
                selected().stream().map(ControllerIdentity::component).toList());
    }

    private void runWhenLeading(Controller controller) {
        String component = controller.identity().component();
        leaderships.put(component, elections.runFor(component, new Leadership.Events() {
            @Override
            public void won() {
                running.start(controller);
            }

            @Override
            public void lost(String why) {
                end("the Lease of " + component + " is lost: " + why);
            }

            @Override
            public void failed(Throwable cause) {
                end("the " + component + " cannot start");
            }
        }));
    }

    /** Starting from nothing is the only state that is surely right; the fence has stopped all writes by now. */
    private void end(String why) {
        failed = true;
        LOG.error("The process ends: {}", why);
        Quarkus.asyncExit(1);
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        InternalErrors.guard("stopping the controllers", "all of them", running::stop);
        leaderships.forEach((component, lease) -> InternalErrors.guard("giving a Lease back", component, lease::close));
    }
}
