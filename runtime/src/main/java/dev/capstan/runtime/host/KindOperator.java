package dev.capstan.runtime.host;

import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.watch.LastingObstacle;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the reconciler of one kind in an operator of its own, so that no kind waits for another: one that the cluster does not serve yet is
 * waited for, and one whose watch ended is opened again.
 */
final class KindOperator implements RunningControllers.KindRunner {
    private static final Logger LOG = LoggerFactory.getLogger(KindOperator.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(2);

    private final KindReconciler<?, ?> reconciler;
    private final KubernetesClient client;
    private final WatchScope scope;
    private final Duration grace;
    private final ScheduledExecutorService starter;
    private final LastingObstacle obstacle = new LastingObstacle();
    private @Nullable Operator operator;
    private boolean stopped;
    private volatile boolean settled;

    KindOperator(KindReconciler<?, ?> reconciler, KubernetesClient client, WatchScope scope, Duration grace) {
        this.reconciler = reconciler;
        this.client = client;
        this.scope = scope;
        this.grace = grace;
        this.starter = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("operator-" + kind()).factory());
    }

    private String kind() {
        return reconciler.kind().getSimpleName();
    }

    @Override
    public void start() {
        starter.execute(this::startIfServed);
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    private synchronized void startIfServed() {
        if (stopped) {
            return;
        }
        try {
            scope.of(client.resources(reconciler.kind()))
                    .list(new ListOptionsBuilder().withLimit(1L).build());
            obstacle.isOver();
            open();
            settled = true;
        } catch (KubernetesClientException unanswered) {
            if (unanswered.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                if (!settled) {
                    LOG.info("The cluster does not serve {} yet; waiting for its CRD", kind());
                }
                settled = true;
            } else {
                obstacle.met(
                        unanswered.getMessage(),
                        what -> LOG.warn("{} objects cannot be listed; asking again: {}", kind(), what));
            }
            askAgain();
        } catch (RuntimeException | Error failed) {
            InternalErrors.report("opening a watch", kind(), failed);
            askAgain();
        }
    }

    private void askAgain() {
        if (!stopped) {
            var _ = starter.schedule(this::startIfServed, ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void open() {
        Operator opened = new Operator(configuration());
        register(opened, reconciler);
        opened.start();
        operator = opened;
        reconciler.watching(true);
        LOG.info("Watching {}", kind());
    }

    private <T extends ToolkitResource<?, S>, S> void register(Operator opened, KindReconciler<T, S> kindReconciler) {
        var informer = InformerConfiguration.builder(kindReconciler.kind())
                .withOnUpdateFilter(kindReconciler::triggersReconcile);
        scope.namespace()
                .ifPresentOrElse(only -> informer.withNamespaces(Set.of(only)), informer::withWatchAllNamespaces);
        scope.labelSelector().ifPresent(informer::withLabelSelector);
        opened.register(
                new OperatorReconciler<>(kindReconciler),
                OperatorSettings.of(
                        kindReconciler.identity(), opened.getConfigurationService(), informer.buildForController()));
    }

    private ConfigurationService configuration() {
        return ConfigurationService.newOverriddenConfigurationService(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(Executors.newVirtualThreadPerTaskExecutor())
                .withResourceCloner(new SharedObjects())
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(SYNC_TIMEOUT)
                .withReconciliationTerminationTimeout(grace)
                .withInformerStoppedHandler((informer, failure) -> {
                    if (failure != null) {
                        LOG.warn("The watch of {} ended and is opened again: {}", kind(), failure.getMessage());
                        starter.execute(this::reopen);
                    }
                }));
    }

    private synchronized void reopen() {
        close();
        askAgain();
    }

    private void close() {
        Operator open = operator;
        operator = null;
        reconciler.watching(false);
        if (open != null) {
            open.stop();
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        starter.shutdown();
        close();
        reconciler.close();
    }
}
