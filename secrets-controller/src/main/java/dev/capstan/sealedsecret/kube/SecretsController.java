package dev.capstan.sealedsecret.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.sealedsecret.SealedSecretCondition;
import dev.capstan.api.sealedsecret.SealedSecretStatus;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.http.RequestLimits;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.reconcile.RequestPolicy;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.sealedsecret.key.KeyPairs;
import dev.capstan.sealedsecret.key.RenewalRule;
import dev.capstan.sealedsecret.pace.Pace;
import dev.capstan.sealedsecret.unseal.Resealing;
import dev.capstan.sealedsecret.unseal.Unsealing;
import dev.capstan.secrets.sealed.SecretTemplates;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller: keys, Secrets of SealedSecrets, and what kubeseal asks for. */
@Singleton
public class SecretsController implements Controller {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsController.class);
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("secrets", "secrets-controller", "secrets-controller");
    private static final Duration TEMPLATE_TIME = Duration.ofSeconds(2);
    /** What one Secret can hold, with room for base64. */
    private static final long TEMPLATE_BYTES = 2L << 20;
    /** More than the largest object that a cluster stores. */
    private static final int BODY_BYTES = 4 << 20;

    private final Instance<ReconcilerServices> services;
    private final Instance<Vertx> vertxes;
    private final Instance<MeterRegistry> registries;
    private final SecretsConfig config;
    private volatile @Nullable KindReconciler<SealedSecret, SealedSecretStatus> sealedSecrets;

    @Inject
    SecretsController(
            Instance<ReconcilerServices> services,
            Instance<Vertx> vertxes,
            Instance<MeterRegistry> registries,
            SecretsConfig config) {
        this.services = services;
        this.vertxes = vertxes;
        this.registries = registries;
        this.config = config;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start(ControllerScope scope) {
        ReconcilerServices shared = services.get();
        var random = new SecureRandom();
        var metrics = new SealingMetrics(registries.get());
        var templates = new SecretTemplates(random, shared.clock(), templateLimits());
        var unsealing = new Unsealing(templates, config.acceptDeprecatedV1Data());
        ClusterKeys keys = scope.keep(keys(shared, random));
        SecretChanges changes = scope.keep(new SecretChanges(this::isSealed, this::wake));
        sealedSecrets = new KindReconciler<>(
                IDENTITY,
                // no finalizer: its Secret goes by garbage collection, and nothing may hold it up
                KindConventions.plain(SealedSecret.class, SealedSecretStatus.INITIAL, new SyncedConventions())
                        .withRequests(new RequestPolicy.NotedInStatus(ToolkitKeys.REQUESTED_AT)),
                shared,
                context -> new SealedSecretReconciler(
                        context, keys::known, unsealing, new ClusterSecrets(shared.client()), changes, metrics));
        keys.start();
        scope.keep(RenewalSignal.listen(keys::renewNow));
        scope.keep(
                new KindWatch<>(shared.client(), shared.watchScope(), SecretMetadata.class, Map.of(), changes).start());
        var resealing = new Resealing(unsealing, random, shared.clock());
        serve(scope, new SealingEndpoints(keys::known, unsealing, resealing, metrics, this::pace));
    }

    private static Limits templateLimits() {
        return Limits.STANDARD
                .withTime(TEMPLATE_TIME)
                .withOutputBytes(TEMPLATE_BYTES)
                .withValueBytes(TEMPLATE_BYTES, 8 * TEMPLATE_BYTES);
    }

    private ClusterKeys keys(ReconcilerServices shared, SecureRandom random) {
        return new ClusterKeys(
                shared.client(),
                new ClusterKeys.Place(config.keyNamespace(), config.keyPrefix(), config.keyOrderPriority()),
                new KeyPairs(config.keySize(), config.keyTtl(), config.myCn().orElse("")),
                new RenewalRule(
                        config.keyRenewPeriod(),
                        config.keyCutoffTime().map(SecretsController::time),
                        config.firstKeyDelay()),
                shared.clock(),
                random,
                this::wakeUnsynced);
    }

    private static Instant time(String rfc1123) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(rfc1123, Instant::from);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "capstan.secrets.key-cutoff-time must be a time such as Sun, 29 Nov 2026 09:00:00 +0000, and is "
                            + rfc1123,
                    unreadable);
        }
    }

    private Pace pace() {
        return new Pace(Duration.ofSeconds(1).dividedBy(config.rateLimit()), config.rateLimitBurst());
    }

    private void serve(ControllerScope scope, SealingEndpoints endpoints) {
        try {
            BoundedServer server = scope.keep(BoundedServer.open(
                    vertxes.get(), config.host(), config.port(), RequestLimits.withBodies(BODY_BYTES), endpoints));
            LOG.info("Listening for sealing on port {}", server.port());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(
                    "The port for sealing cannot be opened; set capstan.secrets.port to another one", unavailable);
        }
    }

    private boolean isSealed(ObjectKey key) {
        return started().find(key).isPresent();
    }

    private void wake(ObjectKey key) {
        started().wake(key);
    }

    /** Keys came or went: what did not open may open now. */
    private void wakeUnsynced() {
        started()
                .all()
                .filter(object -> object.getStatus() == null
                        || object.getStatus()
                                .synced()
                                .filter(SealedSecretCondition::holds)
                                .isEmpty())
                .map(SealedSecret::key)
                .forEach(started()::wake);
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(started());
    }

    private KindReconciler<SealedSecret, SealedSecretStatus> started() {
        var parts = sealedSecrets;
        if (parts == null) {
            throw new IllegalStateException("The secrets controller was not started");
        }
        return parts;
    }
}
