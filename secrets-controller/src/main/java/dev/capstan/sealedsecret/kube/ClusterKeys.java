package dev.capstan.sealedsecret.kube;

import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.LastingObstacle;
import dev.capstan.runtime.watch.WatchScope;
import dev.capstan.sealedsecret.key.KeyPairs;
import dev.capstan.sealedsecret.key.KeyPriority;
import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.key.RenewalRule;
import dev.capstan.sealedsecret.key.SealingKeyPair;
import dev.capstan.sealedsecret.key.UsableKey;
import dev.capstan.secrets.sealed.SealingException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the cluster: Secrets with a label in one namespace, watched, so that one that is added, withdrawn or deleted counts at once.
 * Makes the first one, as soon as somebody asks for it, and, when it is time, the next.
 */
final class ClusterKeys implements AutoCloseable {
    /** Label of Secrets with keys. */
    static final String LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
    /** Its value for keys that may be used. */
    static final String ACTIVE = "active";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterKeys.class);
    private static final String CERTIFICATE = "tls.crt";
    private static final String PRIVATE_KEY = "tls.key";
    private static final Duration WATCH_START = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(5);
    /** The wall clock is asked this often, since it may jump. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final KubernetesClient client;
    private final ClusterSecrets secrets;
    private final Place place;
    private final KeyPairs pairs;
    private final RenewalRule rule;
    private final Clock clock;
    private final SecureRandom random;
    private final Runnable onChange;
    private final Map<String, UsableKey> known = new ConcurrentHashMap<>();
    private final KindWatch<Secret> watch;
    private final ScheduledExecutorService renewal;
    private final LastingObstacle obstacle = new LastingObstacle();
    /** A key that is made and not stored yet; used on the thread of the renewal only. */
    private KeyPairs.@Nullable Fresh unstored;

    private final long startedAt = System.nanoTime();
    private final AtomicBoolean isAskedFor = new AtomicBoolean();
    private volatile KeyRing ring;
    private volatile boolean isSynced;

    /**
     * Where keys lie.
     *
     * @param namespace their namespace
     * @param prefix what their names begin with; the name of one of the old form
     * @param priority what tells which is newer
     */
    record Place(String namespace, String prefix, KeyPriority priority) {}

    /** @param onChange called when keys came or went; must return at once */
    ClusterKeys(
            KubernetesClient client,
            Place place,
            KeyPairs pairs,
            RenewalRule rule,
            Clock clock,
            SecureRandom random,
            Runnable onChange) {
        this.client = client;
        this.secrets = new ClusterSecrets(client);
        this.place = place;
        this.pairs = pairs;
        this.rule = rule;
        this.clock = clock;
        this.random = random;
        this.onChange = onChange;
        this.ring = new KeyRing(List.of(), place.priority());
        this.watch = KindWatch.labelled(
                client,
                new WatchScope(Optional.of(place.namespace()), Optional.empty()),
                Secret.class,
                Map.of(LABEL, ACTIVE),
                this::changed);
        this.renewal = Executors.newSingleThreadScheduledExecutor(
                // Making a key takes seconds of a processor, which virtual threads share.
                Thread.ofPlatform().daemon().name("key-renewal").factory());
    }

    /** Reads the keys and begins to watch and renew them. */
    ClusterKeys start() {
        watch.start(WATCH_START);
        schedule(Duration.ZERO);
        return this;
    }

    /** All keys; empty before they were read, and while there is none, which is then made. */
    Optional<KeyRing> known() {
        KeyRing now = ring;
        if (isSynced && now.size() > 0) {
            return Optional.of(now);
        }
        if (isAskedFor.compareAndSet(false, true) && !renewal.isShutdown()) {
            renewal.execute(() -> {
                var _ = attempt(this::renewWhenDue);
            });
        }
        return Optional.empty();
    }

    private void changed(@Nullable Secret before, @Nullable Secret after) {
        if (after != null) {
            take(after);
        } else if (before != null && known.remove(before.getMetadata().getName()) != null) {
            LOG.info("The key {} is not used any more", before.getMetadata().getName());
            use(known.values());
        }
    }

    private synchronized void use(Collection<UsableKey> keys) {
        ring = new KeyRing(keys, place.priority());
        if (isSynced) {
            onChange.run();
        }
    }

    private void take(Secret secret) {
        String name = secret.getMetadata().getName();
        try {
            UsableKey key = UsableKey.of(pair(secret));
            UsableKey old = known.put(name, key);
            if (old == null || !old.pair().equals(key.pair())) {
                LOG.info("The key {} is used", name);
                use(known.values());
            }
        } catch (SealingException unusable) {
            LOG.warn("The Secret {} in {} holds no usable key: {}", name, place.namespace(), unusable.problem());
            if (known.remove(name) != null) {
                use(known.values());
            }
        }
    }

    private static SealingKeyPair pair(Secret secret) {
        return new SealingKeyPair(
                secret.getMetadata().getName(),
                text(secret, CERTIFICATE),
                text(secret, PRIVATE_KEY),
                Optional.ofNullable(secret.getMetadata().getCreationTimestamp())
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH));
    }

    private static String text(Secret secret, String field) {
        String encoded = secret.getData() == null ? null : secret.getData().get(field);
        return encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }

    /** Makes a key now, whatever the age of the newest. */
    void renewNow() {
        renewal.execute(() -> {
            var _ = attempt(this::make);
        });
    }

    private void schedule(Duration delay) {
        if (!renewal.isShutdown()) {
            var _ = renewal.schedule(
                    () -> schedule(attempt(this::renewWhenDue)), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private interface Step {
        Duration run();
    }

    /** How long to wait after a step, whatever happens in it. */
    private static Duration attempt(Step step) {
        try {
            return step.run();
        } catch (KubernetesClientException unanswered) {
            LOG.warn("The keys cannot be read or made; it is tried again: {}", unanswered.getMessage());
        } catch (RuntimeException | Error bug) {
            InternalErrors.report("renewing keys", "keys", bug);
        }
        return SOON;
    }

    private Duration renewWhenDue() {
        if (!isSynced) {
            if (!watch.isSynced()) {
                return SOON;
            }
            watch.all().forEach(this::take);
            takeOldForm();
            isSynced = true;
            onChange.run();
        }
        if (ring.size() > 0) {
            isAskedFor.set(false); // for the case that all of them are withdrawn
        }
        Optional<Duration> left = rule.untilNext(ring.newestTime(), clock.instant());
        if (left.filter(Duration::isZero).isPresent()) {
            Duration rest = ring.size() == 0 ? untilFirst() : Duration.ZERO;
            return rest.isZero() ? make() : rest;
        }
        return left.filter(it -> it.compareTo(LONGEST_WAIT) < 0).orElse(LONGEST_WAIT);
    }

    private Duration untilFirst() {
        return rule.untilFirst(Duration.ofNanos(System.nanoTime() - startedAt), isAskedFor.get());
    }

    /** A key under the bare prefix, which has no label. */
    private void takeOldForm() {
        Secret old = client.secrets()
                .inNamespace(place.namespace())
                .withName(place.prefix())
                .get();
        if (old != null) {
            take(old);
        }
    }

    private Duration make() {
        KeyPairs.Fresh fresh = unstored == null ? pairs.make(random, clock.instant()) : unstored;
        unstored = fresh;
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(place.namespace())
                .withGenerateName(place.prefix())
                .withLabels(Map.of(LABEL, ACTIVE))
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(Map.of(CERTIFICATE, encoded(fresh.certificate()), PRIVATE_KEY, encoded(fresh.privateKey())))
                .build();
        switch (secrets.create(secret)) {
            case ClusterSecrets.Written.Done(Secret made) -> {
                unstored = null;
                obstacle.isOver();
                take(made);
                isAskedFor.set(false);
            }
            case ClusterSecrets.Written.Failed(int _, String message) ->
                obstacle.met(
                        message,
                        what -> LOG.warn(
                                "A key cannot be stored in {}; it is tried again: {}", place.namespace(), what));
        }
        return SOON;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        watch.close();
    }
}
