package dev.capstan.notification.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.notification.Alert;
import dev.capstan.api.notification.Provider;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.alert.kube.LiveLabels;
import dev.capstan.notification.event.DedupWindow;
import dev.capstan.notification.provider.Delivery;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.Dispatcher;
import dev.capstan.notification.provider.MessageFormat.Rendered;
import dev.capstan.notification.provider.NetworkRule;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.RetryPolicy;
import dev.capstan.notification.provider.adapter.HttpSender;
import dev.capstan.notification.provider.kube.Providers;
import dev.capstan.notification.provider.kube.Providers.Resolved;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.notification.receiver.kube.ReceiverReconciler;
import dev.capstan.notification.receiver.kube.WebhookCalls;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.watch.KindWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller: watches Alerts and Providers, reconciles Receivers, listens to events and webhooks. */
@Singleton
public class NotificationController implements Controller {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationController.class);
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("notification", "notification-controller", "notification-controller");
    private static final Duration WATCH_START = Duration.ofSeconds(10);
    private static final int REMEMBERED_EVENTS = 100_000;

    private final Instance<ReconcilerServices> services;
    private final Instance<Bus> buses;
    private final Instance<Vertx> vertxes;
    private final Instance<MeterRegistry> registries;
    private final NotificationConfig config;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile @Nullable Running running;

    /** What {@link #start()} brought up. */
    private record Running(
            EventRouter router,
            AlertRules alerts,
            ReceiverReconciler receivers,
            BoundedServer events,
            BoundedServer webhooks) {}

    @Inject
    NotificationController(
            Instance<ReconcilerServices> services,
            Instance<Bus> buses,
            Instance<Vertx> vertxes,
            Instance<MeterRegistry> registries,
            NotificationConfig config) {
        this.services = services;
        this.buses = buses;
        this.vertxes = vertxes;
        this.registries = registries;
        this.config = config;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start() {
        ReconcilerServices shared = services.get();
        KubernetesClient client = shared.client();
        Vertx vertx = vertxes.get();
        var alerts = new AlertRules();
        KindWatch<Provider> providers =
                keep(new KindWatch<>(client, Provider.class, Map.of(), this::reportShortcomings).start(WATCH_START));
        HttpSender sender = keep(new HttpSender(vertx, networkRule(client)));
        var listener = new DispatchReporter(registries.get(), alerts, this::recordEvent);
        Dispatcher dispatcher = keep(new Dispatcher(
                delivery(new Providers(client, key -> providers.find(key).or(() -> readNow(client, key))), sender),
                listener,
                RetryPolicy.STANDARD,
                new Dispatcher.Limits(config.queueLength(), Dispatcher.Limits.STANDARD.bytes())));
        listener.measure(dispatcher::waiting);
        var router = new EventRouter(
                new DedupWindow(config.rateLimitInterval(), REMEMBERED_EVENTS, System::nanoTime),
                alerts,
                new LiveLabels(client),
                dispatcher,
                this::recordEvent,
                config.crossNamespaceRefs());
        keep(new KindWatch<>(client, Alert.class, Map.of(), (@Nullable Alert before, @Nullable Alert after) -> {
                    List<String> problems = alerts.onChange(before, after);
                    if (after != null) {
                        problems.forEach(it -> recordEvent(after, Severity.ERROR, Reason.INVALID_CONFIG, it, Map.of()));
                    }
                })
                .start(WATCH_START));
        var filter = new ResourceFilter(new CelExpressionCompiler());
        var receivers = new ReceiverReconciler(IDENTITY, shared, config.crossNamespaceRefs(), filter);
        WebhookCalls calls = keep(new WebhookCalls(
                receivers,
                client,
                buses.get(),
                shared.clock(),
                config.receiverWindow(),
                config.crossNamespaceRefs(),
                filter));
        BoundedServer events = serve(vertx, "events", config.eventsPort(), new EventIntake(router));
        BoundedServer webhooks = serve(vertx, "webhooks", config.webhookPort(), calls);
        running = new Running(router, alerts, receivers, events, webhooks);
    }

    private <C extends AutoCloseable> C keep(C part) {
        open.push(part);
        return part;
    }

    private BoundedServer serve(Vertx vertx, String what, int port, BoundedServer.Handler handler) {
        try {
            BoundedServer server = keep(BoundedServer.open(
                    vertx, config.host(), port, BoundedServer.Limits.withBodies(config.bodyLimit()), handler));
            LOG.info("Listening for {} on port {}", what, server.port());
            return server;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(
                    "The port for " + what + " cannot be opened; set capstan.notification." + what
                            + "-port to another one",
                    unavailable);
        }
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(started().receivers());
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        EventRouter router = started().router();
        return List.of(new BusConsumer<EventEmitted>() {
            @Override
            public String name() {
                return "notification-controller-events";
            }

            @Override
            public Class<EventEmitted> type() {
                return EventEmitted.class;
            }

            @Override
            public void accept(EventEmitted message) {
                router.accept(message.event());
            }
        });
    }

    /** The port that events are posted to. */
    public int eventsPort() {
        return started().events().port();
    }

    /** The port that webhooks are called on. */
    public int webhookPort() {
        return started().webhooks().port();
    }

    /** Whether the watch has seen this Alert. */
    boolean knowsAlert(ObjectKey alert) {
        return started().alerts().find(alert).isPresent();
    }

    private Running started() {
        Running parts = running;
        if (parts == null) {
            throw new IllegalStateException("The notification controller was not started");
        }
        return parts;
    }

    @Override
    public void stop() {
        running = null;
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception failed) {
                LOG.warn("{} could not be closed", part.getClass().getSimpleName(), failed);
            }
        }
    }

    private void recordEvent(
            ToolkitResource<?, ?> about, Severity severity, Reason reason, String message, Map<String, String> facts) {
        services.get().events().record(IDENTITY, about, severity, reason, message, facts);
    }

    private void reportShortcomings(@Nullable Provider before, @Nullable Provider after) {
        boolean isNewSpec = after != null
                && (before == null
                        || !before.getMetadata()
                                .getGeneration()
                                .equals(after.getMetadata().getGeneration()));
        if (after != null && isNewSpec) {
            Providers.shortcomings(after)
                    .forEach(it -> recordEvent(after, Severity.ERROR, Reason.VALIDATION_FAILED, it, Map.of()));
        }
    }

    private static Delivery delivery(Providers providers, HttpSender sender) {
        return (ObjectKey provider, Notification notification) -> switch (providers.resolve(provider)) {
            case Resolved.Suspended _ -> new Delivery.Result.NotSent();
            case Resolved.Unusable(var failure) -> new Delivery.Result.Failed(failure);
            case Resolved.Usable(DeliveryTarget target) -> send(target, notification, sender);
        };
    }

    private static Delivery.Result send(DeliveryTarget target, Notification notification, HttpSender sender) {
        return switch (target.type().format().render(notification, target)) {
            case Rendered.Impossible(var failure) -> new Delivery.Result.Failed(failure);
            case Rendered.Request request -> sender.send(target, request);
        };
    }

    /** A Provider that was made a moment ago may not have reached the watch yet. */
    private static Optional<Provider> readNow(KubernetesClient client, ObjectKey key) {
        return Optional.ofNullable(client.resources(Provider.class)
                .inNamespace(key.namespace())
                .withName(key.name())
                .get());
    }

    private NetworkRule networkRule(KubernetesClient client) {
        Set<InetAddress> apiServer = new HashSet<>();
        addressesOf(client.getMasterUrl().getHost(), apiServer);
        String inCluster = System.getenv("KUBERNETES_SERVICE_HOST");
        if (inCluster != null) {
            addressesOf(inCluster, apiServer);
        }
        return NetworkRule.allowing(config.allowedNetworks().orElse(List.of()), apiServer);
    }

    private static void addressesOf(String host, Collection<InetAddress> into) {
        try {
            into.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException unknown) {
            LOG.warn("The API server's host has no address now, so Providers that lead to it are not recognised");
        }
    }
}
