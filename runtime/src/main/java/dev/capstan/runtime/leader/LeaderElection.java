package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Leader election of this process as it is configured: one Lease per controller, off by default. */
@ApplicationScoped
public class LeaderElection {
    private final KubernetesClient client;
    private final Fence fence;
    private final Clock clock;
    private final boolean enabled;
    private final String namespace;
    private final Duration duration;
    private final String identity;

    /**
     * @param enabled whether controllers run only while they hold their Lease
     * @param namespace where the Leases are; the namespace of the process by default
     * @param duration how long another process must wait after the leader was last seen
     */
    @Inject
    public LeaderElection(
            KubernetesClient client,
            Fence fence,
            Clock clock,
            @ConfigProperty(name = "capstan.leader-election", defaultValue = "false") boolean enabled,
            @ConfigProperty(name = "capstan.leader-election.namespace") Optional<String> namespace,
            @ConfigProperty(name = "capstan.leader-election.duration", defaultValue = "15s") Duration duration,
            @ConfigProperty(name = "HOSTNAME") Optional<String> host) {
        this.client = client;
        this.fence = fence;
        this.clock = clock;
        this.enabled = enabled;
        this.namespace =
                namespace.or(() -> Optional.ofNullable(client.getNamespace())).orElse("flux-system");
        this.duration = duration;
        this.identity = host.orElse("capstan") + "_" + UUID.randomUUID();
    }

    /** Whether controllers run only while they hold their Lease. */
    public boolean isEnabled() {
        return enabled;
    }

    /** From now on nothing is written unless this says so. */
    public void guardBy(BooleanSupplier permission) {
        fence.guardBy(permission);
    }

    /** Begins to run for the Lease of a controller. */
    public Leadership runFor(String component, Leadership.Events events) {
        var settings = new Leadership.Settings(
                namespace, component + "-leader-election", identity, duration, duration.dividedBy(5));
        return new Leadership(client, settings, clock, events).start();
    }
}
