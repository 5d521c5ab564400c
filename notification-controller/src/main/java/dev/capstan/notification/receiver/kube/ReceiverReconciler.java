package dev.capstan.notification.receiver.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverResource;
import dev.capstan.api.notification.ReceiverSpec;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.notification.receiver.ReceiverToken;
import dev.capstan.notification.receiver.ReceiverType;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.notification.receiver.WebhookPath;
import dev.capstan.notification.receiver.kube.ReceiverTokens.Token;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.status.ReadyState;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gives every Receiver the path that its calls come to, and says when it cannot work. */
@Vetoed // made by NotificationController, once its parts are open
public final class ReceiverReconciler implements ObjectReconciler<Receiver, ReceiverStatus> {
    private static final String BY_PATH = "webhookPath";
    private static final Duration STANDARD_INTERVAL = Duration.ofMinutes(10);

    private final ReconcilerContext<Receiver, ReceiverStatus> context;
    private final ReceiverTokens tokens;
    private final boolean crossNamespaceAllowed;
    private final ResourceFilter filter;

    /**
     * A reconciler.
     *
     * @param crossNamespaceAllowed whether Receivers may name objects in other namespaces
     * @param filter checks the expressions of Receivers
     */
    public ReceiverReconciler(
            ReconcilerContext<Receiver, ReceiverStatus> context,
            KubernetesClient client,
            boolean crossNamespaceAllowed,
            ResourceFilter filter) {
        this.context = context;
        this.tokens = new ReceiverTokens(client);
        this.crossNamespaceAllowed = crossNamespaceAllowed;
        this.filter = filter;
    }

    /** The Receivers whose calls come to this path; at most one, unless somebody forged a status. */
    public static List<Receiver> atPath(ReconcilerContext<Receiver, ReceiverStatus> receivers, String path) {
        return receivers.indexed(BY_PATH, path);
    }

    @Override
    public Map<String, Function<Receiver, List<String>>> indexers() {
        return Map.of(BY_PATH, receiver -> {
            ReceiverStatus status = receiver.getStatus();
            return status == null || status.webhookPath() == null ? List.of() : List.of(status.webhookPath());
        });
    }

    @Override
    public boolean isSuspended(Receiver receiver) {
        return receiver.getSpec().suspend();
    }

    @Override
    public boolean observesGenerationWhenSuspended(ReceiverStatus status) {
        Conditions conditions = Conditions.of(status.conditions());
        return conditions.isTrue(Condition.READY) || conditions.isTrue(Condition.STALLED);
    }

    @Override
    public ReconcileResult<ReceiverStatus> reconcile(Receiver receiver, Reconciliation reconciliation) {
        Optional<ReadyState> hopeless = problemOf(receiver);
        if (hopeless.isPresent()) {
            return outcome(receiver, reconciliation, hopeless.get(), null, new Requeue.OnChange());
        }
        return switch (tokens.of(receiver)) {
            case Token.Missing(String why) ->
                outcome(
                        receiver,
                        reconciliation,
                        new ReadyState.Retrying(Reason.TOKEN_NOT_FOUND, why),
                        null,
                        new Requeue.BackoffUpTo(intervalOf(receiver.getSpec())));
            case Token.Unread(String why) ->
                outcome(
                        receiver,
                        reconciliation,
                        new ReadyState.Retrying(Reason.FAILED, why),
                        keptPath(receiver),
                        new Requeue.BackoffUpTo(intervalOf(receiver.getSpec())));
            case Token.Found(ReceiverToken token) -> {
                String path = WebhookPath.of(token, receiver.key());
                var ready = new ReadyState.Ready(Reason.SUCCEEDED, "Receiver initialized for path: " + path);
                yield outcome(
                        receiver, reconciliation, ready, path, new Requeue.Interval(intervalOf(receiver.getSpec())));
            }
        };
    }

    private ReconcileResult<ReceiverStatus> outcome(
            Receiver receiver, Reconciliation reconciliation, ReadyState verdict, @Nullable String path, Requeue next) {
        recordWhenNew(receiver, verdict);
        UnaryOperator<ReceiverStatus> judged = verdict.on(receiver, reconciliation.startedAt());
        return new ReconcileResult<>(status -> judged.apply(status).withWebhookPath(path), next);
    }

    /** A token that cannot be read now is still the token. */
    private static @Nullable String keptPath(Receiver receiver) {
        ReceiverStatus status = receiver.getStatus();
        return status == null ? null : status.webhookPath();
    }

    private void recordWhenNew(Receiver receiver, ReadyState verdict) {
        ReceiverStatus status = receiver.getStatus();
        boolean isKnown = status != null
                && Conditions.of(status.conditions())
                        .get(Condition.READY)
                        .filter(ready -> ready.message().equals(verdict.message()))
                        .isPresent();
        if (!isKnown) {
            Severity severity = verdict instanceof ReadyState.Ready ? Severity.INFO : Severity.ERROR;
            context.recordEvent(receiver, severity, verdict.reason(), verdict.message(), Map.of());
        }
    }

    private static Duration intervalOf(ReceiverSpec spec) {
        return Optional.ofNullable(spec.interval())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(STANDARD_INTERVAL);
    }

    /** What is wrong with the spec in a way that only a change of the spec can mend. */
    private Optional<ReadyState> problemOf(Receiver receiver) {
        ReceiverSpec spec = receiver.getSpec();
        if (ReceiverType.of(spec.type()).isEmpty()) {
            return stalled(
                    Reason.VALIDATION_FAILED,
                    "spec.type %s is not supported by this release; it supports %s"
                            .formatted(spec.type(), ReceiverType.supported()));
        }
        Optional<String> badFilter = filter.problemOf(spec);
        if (badFilter.isPresent()) {
            return stalled(Reason.INVALID_CEL_EXPRESSION, badFilter.get());
        }
        for (int i = 0; i < spec.resources().size(); i++) {
            Optional<ReadyState> problem =
                    problemOf(spec.resources().get(i), i, receiver.key().namespace());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<ReadyState> problemOf(ReceiverResource resource, int index, String receiverNamespace) {
        String field = "spec.resources[" + index + "]";
        if (resource.name().equals("*") && resource.matchLabels().isEmpty()) {
            return stalled(Reason.VALIDATION_FAILED, field + ".name is '*', which needs matchLabels");
        }
        if (TriggerableKind.of(resource).isEmpty()) {
            return stalled(
                    Reason.VALIDATION_FAILED,
                    "%s needs an apiVersion of the toolkit, because %s has no standard one"
                            .formatted(field, resource.kind()));
        }
        boolean isForeign =
                resource.namespace() != null && !resource.namespace().equals(receiverNamespace);
        return isForeign && !crossNamespaceAllowed
                ? stalled(
                        Reason.ACCESS_DENIED, field + ".namespace: references to other namespaces are not allowed here")
                : Optional.empty();
    }

    private static Optional<ReadyState> stalled(Reason reason, String message) {
        return Optional.of(new ReadyState.Stalled(reason, message));
    }
}
