package dev.capstan.runtime;

import dev.capstan.api.bus.Bus;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.MessagingBus;
import dev.capstan.runtime.event.EventRecorder;
import dev.capstan.runtime.event.KubernetesEvents;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.outage.ReadinessProbe;
import dev.capstan.runtime.outage.UnansweredRequests;
import dev.capstan.runtime.reconcile.FairGate;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;

/** Puts the rim together: the one place where configuration becomes objects. */
@Singleton
class RuntimeBeans {
    private static final int WATCH_RECONNECT_MILLIS = 100;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Outages outages() {
        return new Outages();
    }

    @Produces
    @Singleton
    ReadinessProbe readinessProbe(KubernetesClient client, Outages outages) {
        return new ReadinessProbe(client, outages);
    }

    void look(@Observes StartupEvent event, ReadinessProbe probe) {
        probe.start();
    }

    void close(@Disposes ReadinessProbe probe) {
        probe.close();
    }

    /**
     * The client of the process: few retries of its own, since a reconciliation is tried again anyway. Every write passes the fence,
     * and requests without an answer are noticed. A watch that ended is begun again 32 of these intervals later at the most.
     */
    @Produces
    @Singleton
    KubernetesClient client(KubernetesSerialization serialization, Config config, Fence fence, Outages outages) {
        config.setRequestRetryBackoffLimit(2);
        config.setWatchReconnectInterval(WATCH_RECONNECT_MILLIS);
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization)
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("capstan-fence", fence)
                        .addOrReplaceInterceptor("capstan-outages", new UnansweredRequests(outages)))
                .build();
    }

    void close(@Disposes KubernetesClient client) {
        client.close();
    }

    @Produces
    @Singleton
    Fence fence() {
        return new Fence();
    }

    @Produces
    @Singleton
    BusMetrics busMetrics(MeterRegistry registry) {
        return new BusMetrics(registry);
    }

    /** One build serves both connectors; {@code capstan.bus} is read when the process starts. */
    @Produces
    @Singleton
    MessagingBus messagingBus(
            @ConfigProperty(name = "capstan.bus", defaultValue = "local") String bus,
            @Any Instance<InboundConnector> inbound,
            @Any Instance<OutboundConnector> outbound,
            BusMetrics metrics) {
        var connector = ConnectorLiteral.of("capstan-" + bus);
        Instance<InboundConnector> chosen = inbound.select(connector);
        if (chosen.isUnsatisfied()) {
            throw new IllegalArgumentException("capstan.bus must be local or nats, not " + bus);
        }
        return new MessagingBus(chosen.get(), outbound.select(connector).get(), metrics);
    }

    void close(@Disposes MessagingBus bus) {
        bus.close();
    }

    @Produces
    @Singleton
    KubernetesEvents kubernetesEvents(KubernetesClient client, Outages outages) {
        return new KubernetesEvents(client, outages);
    }

    void close(@Disposes KubernetesEvents events) {
        events.close();
    }

    @Produces
    @Singleton
    EventRecorder eventRecorder(
            KubernetesEvents events, Bus bus, Clock clock, @ConfigProperty(name = "HOSTNAME") Optional<String> host) {
        return new EventRecorder(events, bus, clock, host.orElse("capstan"));
    }

    /** What of the cluster this process lists, watches and reconciles. */
    @Produces
    @Singleton
    WatchScope watchScope(
            @ConfigProperty(name = "capstan.watch.namespace") Optional<String> namespace,
            @ConfigProperty(name = "capstan.watch.label-selector") Optional<String> labelSelector) {
        return new WatchScope(namespace, labelSelector);
    }

    @Produces
    @Singleton
    ReconcilerServices frame(
            KubernetesClient client,
            Fence fence,
            WatchScope watchScope,
            EventRecorder events,
            MeterRegistry registry,
            Clock clock,
            Outages outages,
            @ConfigProperty(name = "capstan.concurrent", defaultValue = "16") int concurrent,
            @ConfigProperty(name = "capstan.interval-jitter-percentage", defaultValue = "5") int jitter,
            @ConfigProperty(name = "capstan.min-retry-delay", defaultValue = "PT0.75S") Duration minRetryDelay,
            @ConfigProperty(name = "capstan.max-retry-delay", defaultValue = "15m") Duration maxRetryDelay) {
        return new ReconcilerServices(
                client,
                fence,
                watchScope,
                events,
                new ReconcileMetrics(registry),
                new FairGate(concurrent),
                outages,
                new Backoff(minRetryDelay, maxRetryDelay),
                new Jitter(jitter, RandomGenerator.getDefault()),
                clock);
    }
}
