package dev.capstan.source.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.ApiServerAddresses;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.ArtifactServer;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The source controller: the storage, the artifact server, and a reconciler for every kind of source that has a factory. */
@Singleton
final class SourceController implements Controller {
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("source", "source-controller", "source-controller");

    private final SourceConfig config;
    private final ReconcilerServices services;
    private final Bus bus;
    private final FailureCounter failures;
    private final List<SourceKindFactory> kinds;
    private final List<KindReconciler<?, ?>> reconcilers = new ArrayList<>();

    @Inject
    SourceController(
            SourceConfig config,
            ReconcilerServices services,
            Bus bus,
            MeterRegistry registry,
            @Any Instance<SourceKindFactory> kinds) {
        this.config = config;
        this.services = services;
        this.bus = bus;
        this.failures = new FailureCounter(registry);
        this.kinds = kinds.stream().toList();
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start(ControllerScope scope) {
        try {
            open(scope);
        } catch (IOException e) {
            throw new UncheckedIOException("the source controller cannot start: " + e.getMessage(), e);
        }
    }

    private void open(ControllerScope scope) throws IOException {
        var folder = config.storage().path();
        var retention =
                new Retention(config.retention().ttl(), config.retention().records());
        var store = FileSystemArtifactStore.open(
                folder.resolve("artifacts"), config.storage().maxBytes(), retention, services.clock());
        var server =
                scope.keep(ArtifactServer.start(listenAddress(config.storage().address()), store));
        var address = AdvertisedAddress.of(config.storage().advertisedAddress(), server.port());
        var artifacts = new ServedArtifacts(store, address);
        var addresses = AddressRule.with(
                config.remotes().allowLoopback(),
                config.remotes().allowLinkLocal(),
                ApiServerAddresses.of(services.client()));
        var forKinds = new SourceServices(
                services.client(),
                new SecretLookup(services.client())::read,
                store,
                folder,
                services.clock(),
                addresses,
                scope.keep(new OutboundHttp(addresses)));
        var dependents = new Dependents();
        for (var factory : kinds) {
            reconcilers.add(reconciler(scope.keep(factory.open(forKinds)), store, artifacts, dependents));
        }
    }

    private <T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>, F>
            KindReconciler<T, S> reconciler(
                    SourceKind<T, S, F> kind, ArtifactStore store, ServedArtifacts artifacts, Dependents dependents) {
        return new KindReconciler<>(
                IDENTITY,
                kind.conventions(),
                services,
                context -> new SourceReconciler<>(context, kind, store, artifacts, failures, bus, dependents));
    }

    private static InetSocketAddress listenAddress(String text) {
        var uri = URI.create("tcp://" + (text.startsWith(":") ? "0.0.0.0" + text : text));
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("capstan.source.storage.address must be host:port, not '" + text + "'");
        }
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.copyOf(reconcilers);
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return List.of(new ReconcileRequests(reconcilers()));
    }
}
