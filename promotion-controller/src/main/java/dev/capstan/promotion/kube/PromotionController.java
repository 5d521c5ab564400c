package dev.capstan.promotion.kube;

import dev.capstan.access.git.GitAccess;
import dev.capstan.access.git.adapter.CloudDevOpsIdentity;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.access.kube.Upstreams;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionStatus;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.forge.client.Forges;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.write.RemoteReferences;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.host.ReconcileRequests;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controller of promotions. */
@Singleton
public class PromotionController implements Controller {
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("promotion", "promotion-controller", "promotion-controller");

    private final PromotionConfig config;
    private final Instance<ReconcilerServices> services;
    private final Instance<Upstreams> upstreams;
    private final Instance<MeterRegistry> metrics;
    private final Instance<Bus> buses;
    private volatile @Nullable KindReconciler<Promotion, PromotionStatus> promotions;

    @Inject
    PromotionController(
            PromotionConfig config,
            Instance<ReconcilerServices> services,
            Instance<Upstreams> upstreams,
            Instance<MeterRegistry> metrics,
            Instance<Bus> buses) {
        this.config = config;
        this.services = services;
        this.upstreams = upstreams;
        this.metrics = metrics;
        this.buses = buses;
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
            throw new UncheckedIOException(
                    "the promotion controller cannot keep files in "
                            + config.storage().path()
                            + "; set capstan.promotion.storage.path to a folder that it may write",
                    e);
        }
    }

    private void open(ControllerScope scope) throws IOException {
        ReconcilerServices shared = services.get();
        var addresses = upstreams.get().addresses();
        var http = scope.keep(upstreams.get().open(addresses));
        var secrets = new SecretLookup(shared.client());
        var cloud = scope.keep(CloudIdentities.open(http, CloudEnvironment.ofProcess(), shared.clock()));
        var references = scope.keep(RemoteReferences.open(
                Files.createDirectories(config.storage().path()),
                new GitSettings(addresses, GitLimits.DEFAULT),
                shared.clock()));
        WatchedKinds watched = scope.keep(new WatchedKinds(shared.client(), shared.watchScope(), this::objectChanged));
        var around = new Surroundings(
                watched,
                new GitAccess(secrets::read, new GitHubTokens(http, shared.clock()), new CloudDevOpsIdentity(cloud)),
                references,
                new SigningKeys(secrets::read),
                new ForgeAccessReader(secrets::read, new Forges(http, shared.clock())),
                new ReadSpec.Reader(new CelExpressionCompiler(), !config.noCrossNamespaceRefs()),
                new MoveRecords(buses.get()),
                new PromotionMetrics(metrics.get()),
                new SourceNudge(buses.get(), shared.clock()));
        promotions = new KindReconciler<>(
                IDENTITY,
                KindConventions.toolkit(Promotion.class, PromotionStatus.INITIAL)
                        .withoutFinalizer(),
                shared,
                context -> reconciler(context, around));
        watched.start();
    }

    private static PromotionReconciler reconciler(
            ReconcilerContext<Promotion, PromotionStatus> context, Surroundings around) {
        return new PromotionReconciler(context, around);
    }

    /** Wakes the Promotions that look at an object. */
    private void objectChanged(String name) {
        KindReconciler<Promotion, PromotionStatus> started = promotions;
        if (started != null) {
            started.indexed(PromotionReconciler.BY_OBJECT, name).stream()
                    .map(Promotion::key)
                    .forEach(started::wake);
        }
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(started());
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return List.of(new ReconcileRequests("promotion-requests", reconcilers()));
    }

    private KindReconciler<Promotion, PromotionStatus> started() {
        KindReconciler<Promotion, PromotionStatus> parts = promotions;
        if (parts == null) {
            throw new IllegalStateException("The promotion controller was not started");
        }
        return parts;
    }
}
