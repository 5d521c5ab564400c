package dev.capstan.source.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.host.ReconcileRequests;
import dev.capstan.runtime.nats.NatsSettings;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import dev.capstan.source.artifact.ArtifactStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The source controller: the storage, the artifact server, and a reconciler for every kind that has a factory. */
@Singleton
final class SourceController implements Controller {
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("source", "source-controller", "source-controller");

    private final SourceConfig config;
    private final ReconcilerServices services;
    private final FailureCounter failures;
    private final Upstreams upstreams;
    private final Storage storage;
    private final List<SourceKindFactory> kinds;
    private final List<KindReconcilerFactory> furtherKinds;
    private final List<KindReconciler<?, ?>> reconcilers = new ArrayList<>();

    @Inject
    SourceController(
            SourceConfig config,
            ReconcilerServices services,
            Upstreams upstreams,
            MeterRegistry registry,
            NatsSettings nats,
            @Any Instance<SourceKindFactory> kinds,
            @Any Instance<KindReconcilerFactory> furtherKinds) {
        this.config = config;
        this.services = services;
        this.upstreams = upstreams;
        this.failures = new FailureCounter(registry);
        this.kinds = kinds.stream().toList();
        this.furtherKinds = furtherKinds.stream().toList();
        this.storage = new Storage(config, nats, services.clock());
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void standBy(ControllerScope scope) {
        try {
            storage.standBy(scope);
        } catch (IOException e) {
            throw new UncheckedIOException("the source controller cannot serve artifacts: " + e.getMessage(), e);
        }
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
        var artifacts = storage.lead(scope);
        var store = artifacts.store();
        var addresses = upstreams.addresses();
        var http = scope.keep(upstreams.open(addresses));
        var forKinds = new SourceServices(
                services.client(),
                new SecretLookup(services.client())::read,
                store,
                folder,
                services.clock(),
                addresses,
                http,
                scope.keep(CloudIdentities.open(http, CloudEnvironment.ofProcess(), services.clock())));
        var dependents = new Dependents();
        for (var factory : kinds) {
            reconcilers.add(reconciler(scope.keep(factory.open(forKinds)), store, artifacts, dependents));
        }
        var forFurtherKinds = new KindReconcilerServices(
                services, forKinds, artifacts, dependents, failures, !config.noCrossNamespaceRefs(), scope);
        for (var factory : furtherKinds) {
            reconcilers.add(factory.open(forFurtherKinds));
        }
    }

    private <T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>, F>
            KindReconciler<T, S> reconciler(
                    SourceKind<T, S, F> kind, ArtifactStore store, ServedArtifacts artifacts, Dependents dependents) {
        return new KindReconciler<>(
                IDENTITY,
                kind.conventions(),
                services,
                context -> new SourceReconciler<>(
                        context, kind, store, artifacts, failures, dependents, new SharedChecks(services.clock())));
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.copyOf(reconcilers);
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return List.of(new ReconcileRequests("source-requests", reconcilers()));
    }
}
