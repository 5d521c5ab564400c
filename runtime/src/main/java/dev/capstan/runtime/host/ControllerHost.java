package dev.capstan.runtime.host;

import dev.capstan.runtime.bus.MessagingBus;
import dev.capstan.runtime.leader.LeaderElection;
import dev.capstan.runtime.leader.Leadership;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the controllers that this process was told to run, and stops them in an order that loses nothing. */
@ApplicationScoped
public class ControllerHost {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerHost.class);
    private static final int LAST = 10_000;

    private final List<Controller> selected;
    private final KubernetesClient client;
    private final MessagingBus bus;
    private final WatchScope scope;
    private final Duration grace;
    private final LeaderElection elections;
    private final Map<String, Leadership> leaderships = new ConcurrentHashMap<>();
    private final List<Controller> running = new CopyOnWriteArrayList<>();
    private final List<ControllerScope> scopes = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;
    private final List<KindOperator> operators = new CopyOnWriteArrayList<>();

    /**
     * @param controllers the controllers that are in this build
     * @param selection what of them to run; see {@link Selection#parse}
     * @param namespace the only namespace to watch
     * @param labelSelector only objects with these labels
     * @param grace how long passes may go on after the process was told to stop
     */
    @Inject
    public ControllerHost(
            @Any Instance<Controller> controllers,
            KubernetesClient client,
            MessagingBus bus,
            LeaderElection elections,
            @ConfigProperty(name = "capstan.controllers", defaultValue = "*") String selection,
            @ConfigProperty(name = "capstan.watch.namespace") Optional<String> namespace,
            @ConfigProperty(name = "capstan.watch.label-selector") Optional<String> labelSelector,
            @ConfigProperty(name = "capstan.shutdown-grace", defaultValue = "20s") Duration grace) {
        this.selected = Selection.parse(selection).from(controllers.stream().toList());
        this.client = client;
        this.bus = bus;
        this.elections = elections;
        this.scope = new WatchScope(namespace, labelSelector);
        this.grace = grace;
    }

    /** The controllers that were selected. */
    public List<ControllerIdentity> selected() {
        return selected.stream().map(Controller::identity).toList();
    }

    /** Whether every selected controller runs and knows its objects, as far as the cluster serves their kinds, or stands by for its Lease. */
    public boolean isReady() {
        return !stopping
                && running.size() + standingBy() >= selected.size()
                && operators.stream().allMatch(KindOperator::isSettled);
    }

    private long standingBy() {
        return leaderships.values().stream().filter(lease -> !lease.mayWrite()).count();
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        if (!elections.isEnabled()) {
            selected.forEach(this::run);
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
                run(controller);
            }

            @Override
            public void lost() {
                // Starting from nothing is the only state that is surely right; the fence has stopped all writes by
                // now.
                Quarkus.asyncExit(1);
            }
        }));
    }

    private void run(Controller controller) {
        var opened = new ControllerScope();
        scopes.add(opened);
        controller.start(opened);
        controller.consumers().forEach(bus::subscribe);
        controller.reconcilers().forEach(reconciler -> {
            var operator = new KindOperator(reconciler, client, scope, grace);
            operators.add(operator);
            operator.start();
        });
        running.add(controller);
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        operators.parallelStream().forEach(KindOperator::stop);
        operators.clear();
        scopes.forEach(ControllerScope::close);
        running.clear();
        leaderships.values().forEach(Leadership::close);
    }
}
