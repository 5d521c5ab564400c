package dev.capstan.runtime.outage;

import dev.capstan.runtime.log.InternalErrors;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds out when an outage is over: asks the API server whether it is ready, as long as it is away and never otherwise. A
 * server that comes up refuses for a moment what it allows later; one that answers and will not say whether it is ready counts
 * as ready after some seconds.
 */
public final class ReadinessProbe implements AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final Duration TAKEN_AS_READY = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Outages outages;
    private final Thread thread;

    /** What the API server said. */
    enum Answer {
        READY,
        UNCLEAR,
        NONE
    }

    /** A probe that does nothing before it is started. */
    public ReadinessProbe(KubernetesClient client, Outages outages) {
        this.client = client;
        this.outages = outages;
        this.thread = Thread.ofVirtual().name("api-server-readiness").unstarted(this::endOutages);
    }

    /** Begins to look after the outages. */
    public void start() {
        thread.start();
    }

    private void endOutages() {
        try {
            while (true) {
                outages.awaitBegin();
                awaitReady();
                outages.end();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws InterruptedException {
        long unclearSince = 0;
        while (true) {
            switch (ask()) {
                case READY -> {
                    return;
                }
                case NONE -> unclearSince = 0;
                case UNCLEAR -> {
                    long now = System.nanoTime();
                    unclearSince = unclearSince == 0 ? now : unclearSince;
                    if (now - unclearSince >= TAKEN_AS_READY.toNanos()) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN.toMillis());
        }
    }

    Answer ask() {
        try {
            return "ok".equals(client.raw("/readyz")) ? Answer.READY : Answer.UNCLEAR;
        } catch (KubernetesClientException refused) {
            // The client says -1 where there was no answer at all.
            return refused.getCode() <= 0 || refused.getCode() >= 500 ? Answer.NONE : Answer.UNCLEAR;
        } catch (RuntimeException | Error bug) {
            InternalErrors.report("asking for readiness", "API server", bug);
            return Answer.UNCLEAR;
        }
    }

    /** Ends the probe; an outage that is on stays. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
