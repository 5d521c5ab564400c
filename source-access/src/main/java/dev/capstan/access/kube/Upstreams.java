package dev.capstan.access.kube;

import dev.capstan.http.AddressRule;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.host.ApiServerAddresses;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * How this process speaks to what users named: under one rule for addresses, and within one budget for each host, whichever controller
 * asks. So a registry that wants to be left alone is left alone by sources and by scans of images.
 */
@Singleton
public final class Upstreams {
    private final RemotesConfig config;
    private final KubernetesClient client;
    private final HostBudgets budgets;

    @Inject
    Upstreams(RemotesConfig config, ReconcilerServices services, MeterRegistry registry) {
        this.config = config;
        this.client = services.client();
        this.budgets = budgets(config.requestsAtOnce(), services.clock(), registry);
    }

    /** What is asked of one host by all controllers together, and what of it metrics say. */
    static HostBudgets budgets(int atOnce, Clock clock, MeterRegistry registry) {
        var budgets = new HostBudgets(atOnce, clock);
        Gauge.builder("capstan_source_hosts_paused", budgets, HostBudgets::pausedHosts)
                .description("Hosts that asked to be left alone for a while")
                .register(registry);
        FunctionCounter.builder("capstan_source_requests_held_back", budgets, HostBudgets::heldBack)
                .description("Requests that were not sent because their host asked to be left alone")
                .register(registry);
        return budgets;
    }

    /** Which addresses upstreams may have; where the API server is at the moment is not among them. */
    public AddressRule addresses() {
        return AddressRule.with(config.allowLoopback(), config.allowLinkLocal(), ApiServerAddresses.of(client));
    }

    /** The budgets of all hosts, for those who want to know whether one is to be left alone. */
    public HostBudgets budgets() {
        return budgets;
    }

    /**
     * Speaks HTTP under a rule and within the budgets; the caller closes it.
     *
     * @param addresses as {@link #addresses()} gave it
     */
    public OutboundHttp open(AddressRule addresses) {
        return new OutboundHttp(addresses, budgets);
    }
}
