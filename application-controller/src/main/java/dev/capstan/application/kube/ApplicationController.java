package dev.capstan.application.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.application.set.kube.SetConfig;
import dev.capstan.application.source.kube.RemoteSources;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.host.ReconcileRequests;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application-controller: Applications and ApplicationSets. */
@Singleton
public class ApplicationController implements Controller {
    /** How the controller is called. */
    public static final ControllerIdentity IDENTITY =
            new ControllerIdentity("application", "application-controller", "application-controller");

    private final ApplicationSettings settings;
    private final SetConfig sets;
    private final Instance<ReconcilerServices> services;
    private final Instance<Upstreams> upstreams;
    private final Instance<RemoteSources> sources;
    private final Instance<MeterRegistry> metrics;
    private final Instance<Vertx> vertx;
    private volatile @Nullable List<KindReconciler<?, ?>> reconcilers;

    @Inject
    ApplicationController(
            ApplicationSettings settings,
            SetConfig sets,
            Instance<ReconcilerServices> services,
            Instance<Upstreams> upstreams,
            Instance<RemoteSources> sources,
            Instance<MeterRegistry> metrics,
            Instance<Vertx> vertx) {
        this.settings = settings;
        this.sets = sets;
        this.services = services;
        this.upstreams = upstreams;
        this.sources = sources;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start(ControllerScope scope) {
        var process =
                new ApplicationParts.Shared(services.get(), upstreams.get(), sources.get(), metrics.get(), vertx.get());
        try {
            var parts = new ApplicationParts(settings, sets, process);
            reconcilers = settings.preview().isPresent()
                    ? parts.preview(scope, settings.preview().get())
                    : parts.open(scope);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the application-controller cannot keep files in "
                            + settings.storage().path()
                            + "; set capstan.application.storage.path to a folder that it may write",
                    e);
        }
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        List<KindReconciler<?, ?>> started = reconcilers;
        if (started == null) {
            throw new IllegalStateException("The application-controller was not started");
        }
        return started;
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return reconcilers().isEmpty()
                ? List.of()
                : List.of(new ReconcileRequests("application-requests", reconcilers()));
    }
}
