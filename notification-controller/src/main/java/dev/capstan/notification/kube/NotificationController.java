package dev.capstan.notification.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.notification.Alert;
import dev.capstan.api.notification.Provider;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.alert.kube.LiveLabels;
import dev.capstan.notification.event.DedupWindow;
import dev.capstan.notification.provider.Dispatcher;
import dev.capstan.notification.provider.ProviderClients;
import dev.capstan.notification.provider.RetryPolicy;
import dev.capstan.notification.provider.kube.ProviderCache;
import dev.capstan.notification.provider.kube.ProviderDelivery;
import dev.capstan.notification.provider.kube.ProviderResolver;
import dev.capstan.notification.provider.kube.ProviderReview;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.notification.receiver.kube.ReceiverReconciler;
import dev.capstan.notification.receiver.kube.WebhookCalls;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.http.RequestLimits;
import dev.capstan.runtime.reconcile.KindConventions;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Instance<ProviderClients> providerClients;
    private final NotificationConfig config;
    private volatile @Nullable Running running;

    /** What {@link #start} brought up. */
    private record Running(
            EventRouter router,
            AlertRules alerts,
            KindReconciler<Receiver, ReceiverStatus> receivers,
            BoundedServer events,
            BoundedServer webhooks) {}

    @Inject
    NotificationController(
            Instance<ReconcilerServices> services,
            Instance<Bus> buses,
            Instance<Vertx> vertxes,
            Instance<MeterRegistry> registries,
            Instance<ProviderClients> providerClients,
            NotificationConfig config) {
        this.services = services;
        this.buses = buses;
        this.vertxes = vertxes;
        this.registries = registries;
        this.providerClients = providerClients;
        this.config = config;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start(ControllerScope scope) {
        ReconcilerServices shared = services.get();
        Vertx vertx = vertxes.get();
        var alerts = new AlertRules();
        EventRouter router = openRouter(scope, shared, alerts);
        var alertHandler = new ConfigHandler<Alert>(alerts::onChange, Reason.INVALID_CONFIG, this::recordEvent);
        scope.keep(new KindWatch<>(shared.client(), shared.watchScope(), Alert.class, Map.of(), alertHandler)
                .start(WATCH_START));
        var filter = new ResourceFilter(new CelExpressionCompiler());
        var receivers = new KindReconciler<>(
                IDENTITY,
                KindConventions.toolkit(Receiver.class, ReceiverStatus.INITIAL),
                shared,
                context -> new ReceiverReconciler(context, shared.client(), config.crossNamespaceRefs(), filter));
        WebhookCalls calls = scope.keep(new WebhookCalls(
                receivers,
                shared.client(),
                shared.watchScope(),
                buses.get(),
                shared.clock(),
                config.receiverWindow(),
                config.crossNamespaceRefs(),
                filter));
        BoundedServer events = serve(scope, vertx, "events", config.eventsPort(), new EventIntake(router));
        BoundedServer webhooks = serve(scope, vertx, "webhooks", config.webhookPort(), calls);
        running = new Running(router, alerts, receivers, events, webhooks);
    }

    private EventRouter openRouter(ControllerScope scope, ReconcilerServices shared, AlertRules alerts) {
        KubernetesClient client = shared.client();
        ProviderClients clients = providerClients.get();
        var review = new ProviderReview(clients);
        var handler = new ConfigHandler<Provider>(
                (_, after) -> after == null ? List.of() : review.shortcomings(after),
                Reason.VALIDATION_FAILED,
                this::recordEvent);
        ProviderCache providers =
                scope.keep(new ProviderCache(client, shared.watchScope(), clients, handler, WATCH_START));
        var reporter = new DispatchReporter(registries.get(), alerts, this::recordEvent);
        Dispatcher dispatcher = scope.keep(new Dispatcher(
                new ProviderDelivery(new ProviderResolver(client, providers::find), clients),
                reporter,
                RetryPolicy.STANDARD,
                new Dispatcher.Limits(config.queueLength(), Dispatcher.Limits.STANDARD.bytes())));
        reporter.measure(dispatcher::waiting);
        return new EventRouter(
                new DedupWindow(config.rateLimitInterval(), REMEMBERED_EVENTS, System::nanoTime),
                alerts,
                new LiveLabels(client),
                providers::wants,
                dispatcher,
                this::recordEvent,
                config.crossNamespaceRefs());
    }

    private BoundedServer serve(
            ControllerScope scope, Vertx vertx, String what, int port, BoundedServer.Handler handler) {
        try {
            BoundedServer server = scope.keep(BoundedServer.open(
                    vertx, config.host(), port, RequestLimits.withBodies(config.bodyLimit()), handler));
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
        return List.of(new EventConsumer(started().router()));
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

    private void recordEvent(
            ToolkitResource<?, ?> about, Severity severity, Reason reason, String message, Map<String, String> facts) {
        services.get().events().record(IDENTITY, about, severity, reason, message, facts);
    }
}
