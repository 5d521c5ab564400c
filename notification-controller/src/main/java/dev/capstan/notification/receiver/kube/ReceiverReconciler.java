package dev.capstan.notification.receiver.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverResource;
import dev.capstan.api.notification.ReceiverSpec;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.notification.receiver.ReceiverType;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.notification.receiver.WebhookPath;
import dev.capstan.notification.receiver.kube.ReceiverTokens.Token;
import dev.capstan.runtime.reconcile.Frame;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.Next;
import dev.capstan.runtime.reconcile.Outcome;
import dev.capstan.runtime.reconcile.Pass;
import dev.capstan.runtime.select.ControllerIdentity;
import dev.capstan.runtime.status.Verdict;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives every Receiver the path that its calls come to, and says when it cannot work. */
@Vetoed // made by NotificationController, once its parts are open
public final class ReceiverReconciler extends KindReconciler<Receiver, ReceiverStatus> {
    private static final String BY_PATH = "webhookPath";
    private static final Duration STANDARD_INTERVAL = Duration.ofMinutes(10);

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
            ControllerIdentity identity, Frame frame, boolean crossNamespaceAllowed, ResourceFilter filter) {
        super(identity, new ReceiverStatusType(), frame);
        this.tokens = new ReceiverTokens(frame.client());
        this.crossNamespaceAllowed = crossNamespaceAllowed;
        this.filter = filter;
    }

    /** The Receivers whose calls come to this path; at most one, unless somebody forged a status. */
    public List<Receiver> atPath(String path) {
        return indexed(BY_PATH, path);
    }

    @Override
    protected Map<String, Function<Receiver, List<String>>> indexers() {
        return Map.of(BY_PATH, receiver -> {
            ReceiverStatus status = receiver.getStatus();
            return status == null || status.webhookPath() == null ? List.of() : List.of(status.webhookPath());
        });
    }

    @Override
    protected boolean isSuspended(Receiver receiver) {
        return receiver.getSpec().suspend();
    }

    @Override
    protected boolean observesGenerationWhenSuspended(ReceiverStatus status) {
        Conditions conditions = Conditions.of(status.conditions());
        return conditions.isTrue(Condition.READY) || conditions.isTrue(Condition.STALLED);
    }

    @Override
    protected Outcome<ReceiverStatus> reconcile(Receiver receiver, Pass pass) {
        Optional<Verdict> hopeless = problemOf(receiver);
        if (hopeless.isPresent()) {
            return outcome(receiver, pass, hopeless.get(), null, new Next.OnChange());
        }
        return switch (tokens.of(receiver)) {
            case Token.Missing(String why) ->
                outcome(receiver, pass, new Verdict.Retrying(Reason.TOKEN_NOT_FOUND, why), null, new Next.Backoff());
            case Token.Found(String token) -> {
                String path = WebhookPath.of(token, receiver.key());
                var ready = new Verdict.Ready(Reason.SUCCEEDED, "Receiver initialized for path: " + path);
                yield outcome(receiver, pass, ready, path, new Next.Interval(intervalOf(receiver.getSpec())));
            }
        };
    }

    private Outcome<ReceiverStatus> outcome(
            Receiver receiver, Pass pass, Verdict verdict, @Nullable String path, Next next) {
        tellWhenNew(receiver, verdict);
        var judged = verdict.on(type(), receiver, pass.startedAt());
        return new Outcome<>(status -> ReceiverStatusType.withWebhookPath(judged.apply(status), path), next);
    }

    private void tellWhenNew(Receiver receiver, Verdict verdict) {
        ReceiverStatus status = receiver.getStatus();
        boolean isKnown = status != null
                && Conditions.of(status.conditions())
                        .get(Condition.READY)
                        .filter(ready -> ready.message().equals(verdict.message()))
                        .isPresent();
        if (!isKnown) {
            Severity severity = verdict instanceof Verdict.Ready ? Severity.INFO : Severity.ERROR;
            tell(receiver, severity, verdict.reason(), verdict.message(), Map.of());
        }
    }

    private static Duration intervalOf(ReceiverSpec spec) {
        return Optional.ofNullable(spec.interval())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(STANDARD_INTERVAL);
    }

    /** What is wrong with the spec in a way that only a change of the spec can mend. */
    private Optional<Verdict> problemOf(Receiver receiver) {
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
            Optional<Verdict> problem =
                    problemOf(spec.resources().get(i), i, receiver.key().namespace());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> problemOf(ReceiverResource resource, int index, String receiverNamespace) {
        String field = "spec.resources[" + index + "]";
        if (resource.name().equals("*") && resource.matchLabels().isEmpty()) {
            return stalled(Reason.VALIDATION_FAILED, field + ".name is '*', which needs matchLabels");
        }
        if (ResourceKind.of(resource).isEmpty()) {
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

    private static Optional<Verdict> stalled(Reason reason, String message) {
        return Optional.of(new Verdict.Stalled(reason, message));
    }
}
