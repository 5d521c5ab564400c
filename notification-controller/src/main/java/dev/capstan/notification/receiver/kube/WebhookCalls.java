package dev.capstan.notification.receiver.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.notification.receiver.CallVerifier.Verdict;
import dev.capstan.notification.receiver.HookRequest;
import dev.capstan.notification.receiver.PendingCalls;
import dev.capstan.notification.receiver.ReceiverToken;
import dev.capstan.notification.receiver.ReceiverType;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.notification.receiver.TriggerWindow;
import dev.capstan.notification.receiver.TriggerWindow.Decision;
import dev.capstan.notification.receiver.kube.ReceiverTokens.Token;
import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.http.BoundedServer.Request;
import dev.capstan.runtime.http.BoundedServer.Response;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers webhook calls: finds the Receiver by the path, verifies the call, and triggers what the Receiver names. */
public final class WebhookCalls implements BoundedServer.Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCalls.class);

    private final KindReconciler<Receiver, ReceiverStatus> receivers;
    private final ReceiverTokens tokens;
    private final ResourceTrigger trigger;
    private final TriggerWindow window;
    private final PendingCalls pending = new PendingCalls();
    private final ScheduledExecutorService planned = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("receiver-window").factory());
    private final ExecutorService triggers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("receiver-trigger-", 0).factory());

    /**
     * A handler.
     *
     * @param scope where objects may be listed
     * @param window the time between two triggers of a Receiver
     * @param crossNamespaceAllowed whether objects in other namespaces may be triggered
     * @param filter decides which objects a call is about
     */
    public WebhookCalls(
            KindReconciler<Receiver, ReceiverStatus> receivers,
            KubernetesClient client,
            WatchScope scope,
            Bus bus,
            Clock clock,
            Duration window,
            boolean crossNamespaceAllowed,
            ResourceFilter filter) {
        this.receivers = receivers;
        this.tokens = new ReceiverTokens(client);
        this.trigger = new ResourceTrigger(
                client, scope, bus, clock, receivers.identity().statusManager(), crossNamespaceAllowed, filter);
        this.window = new TriggerWindow(window, System::nanoTime);
    }

    @Override
    public Response handle(Request request) {
        List<Receiver> atPath = ReceiverReconciler.atPath(receivers, request.path());
        if (atPath.size() != 1 || atPath.getFirst().undecodable().isPresent()) {
            return new Response(404, "There is no receiver at this path");
        }
        Receiver receiver = atPath.getFirst();
        if (receiver.getSpec().suspend() || !isReady(receiver)) {
            return new Response(503, "The receiver is suspended or not ready");
        }
        return verified(receiver, new HookRequest(request.headers(), request.body()));
    }

    private static boolean isReady(Receiver receiver) {
        ReceiverStatus status = receiver.getStatus();
        return status != null && Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    private Response verified(Receiver receiver, HookRequest request) {
        Optional<ReceiverType> type = ReceiverType.of(receiver.getSpec().type());
        if (type.isEmpty()) {
            return new Response(400, "The call cannot be verified");
        }
        return switch (tokens.of(receiver)) {
            case Token.Missing _ -> new Response(400, "The call cannot be verified");
            case Token.Unread(String why) -> {
                LOG.warn("A call for {} could not be verified. {}", receiver.ref(), why);
                yield new Response(500, "The call could not be verified; try again");
            }
            case Token.Found(ReceiverToken token) -> verified(receiver, type.get(), token, request);
        };
    }

    private Response verified(Receiver receiver, ReceiverType type, ReceiverToken token, HookRequest request) {
        return switch (type.verifier().verify(request, token, receiver.getSpec().events())) {
            case Verdict.Rejected(String why) -> {
                LOG.info("A call for {} was refused: {}", receiver.ref(), why);
                yield new Response(400, why);
            }
            case Verdict.Accepted _ -> accepted(receiver, request);
        };
    }

    private Response accepted(Receiver receiver, HookRequest request) {
        ObjectKey key = receiver.key();
        if (ResourceFilter.isUsedBy(receiver.getSpec())) {
            Optional<Map<String, Object>> body = PendingCalls.bodyOf(request);
            if (body.isEmpty()) {
                return new Response(400, "The body must be a JSON object, because the receiver filters by it");
            }
            if (!pending.add(key, body.get(), request.body().length)) {
                return new Response(503, "Too many different calls at a time; try again");
            }
        }
        return switch (window.call(key)) {
            case Decision.Now _ -> {
                List<String> problems = trigger.trigger(receiver, pending.take(key));
                yield problems.isEmpty()
                        ? new Response(200, "")
                        : new Response(500, "Not everything could be asked to reconcile");
            }
            case Decision.Later(Duration delay) ->
                plan(key, delay) ? new Response(200, "") : new Response(503, "Shutting down");
            case Decision.Covered _ -> new Response(200, "");
        };
    }

    /** Says whether the trigger is planned; where it is not, the next call plans it. */
    private boolean plan(ObjectKey key, Duration delay) {
        boolean isPlanned = false;
        try {
            var _ = planned.schedule(
                    () -> triggers.execute(() -> triggerPlanned(key)), delay.toMillis(), TimeUnit.MILLISECONDS);
            isPlanned = true;
        } catch (RejectedExecutionException closed) {
            LOG.debug("A trigger of {} is left to the interval of its objects: shutting down", key);
        } finally {
            if (!isPlanned) {
                window.fired(key);
            }
        }
        return isPlanned;
    }

    /** Runs on a thread of its own, so that one slow Receiver delays no other; whatever comes up, the next trigger happens. */
    private void triggerPlanned(ObjectKey key) {
        window.fired(key);
        try {
            List<Map<String, Object>> calls = pending.take(key);
            receivers
                    .find(key)
                    .filter(receiver -> receiver.undecodable().isEmpty()
                            && !receiver.getSpec().suspend()
                            && isReady(receiver))
                    .ifPresent(receiver -> {
                        List<String> problems = trigger.trigger(receiver, calls);
                        if (!problems.isEmpty()) {
                            LOG.warn("{} could not ask everything to reconcile: {}", receiver.ref(), problems);
                        }
                    });
        } catch (Throwable bug) {
            InternalErrors.report("triggering the resources of a Receiver", key, bug);
        }
    }

    /** Stops; triggers that were planned and did not happen are left to the interval of the objects. */
    @Override
    public void close() {
        planned.shutdownNow();
        triggers.shutdown();
    }
}
