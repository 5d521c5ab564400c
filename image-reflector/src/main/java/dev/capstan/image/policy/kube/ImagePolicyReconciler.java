package dev.capstan.image.policy.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.image.kube.FailureCounter;
import dev.capstan.image.kube.ImageChanges;
import dev.capstan.image.policy.ChosenImage;
import dev.capstan.image.policy.PolicyFailure;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.redaction.Redaction;
import dev.capstan.runtime.status.ReadyState;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Chooses images again whenever a scan found other tags. */
@Vetoed // made by ImagePolicyFactory
final class ImagePolicyReconciler implements ObjectReconciler<ImagePolicy, ImagePolicyStatus> {
    private static final String REPOSITORY = "repository";
    private static final String FOREIGN_NAMESPACE = "foreignNamespace";
    private static final Duration DEPENDENCY_INTERVAL = Duration.ofSeconds(30);

    private final ReconcilerContext<ImagePolicy, ImagePolicyStatus> context;
    private final PolicyDecision decision;
    private final FailureCounter failures;
    private final Clock clock;

    ImagePolicyReconciler(
            ReconcilerContext<ImagePolicy, ImagePolicyStatus> context,
            PolicyDecision decision,
            ImageChanges changes,
            FailureCounter failures,
            Clock clock) {
        this.context = context;
        this.decision = decision;
        this.failures = failures;
        this.clock = clock;
        changes.listen(this::wakeThoseOf);
    }

    private void wakeThoseOf(ObjectReference changed) {
        if (changed.kind().equals(ImageRepository.class.getSimpleName())) {
            wakeIndexed(context, REPOSITORY, changed.key().toString());
        }
    }

    /** The labels of a namespace changed: its policies may have got or lost rights in others. */
    static void wakeForeigners(ReconcilerContext<ImagePolicy, ?> policies, String namespace) {
        wakeIndexed(policies, FOREIGN_NAMESPACE, namespace);
    }

    private static void wakeIndexed(ReconcilerContext<ImagePolicy, ?> policies, String index, String value) {
        policies.indexed(index, value).forEach(policy -> policies.wake(policy.key()));
    }

    @Override
    public Map<String, Function<ImagePolicy, List<String>>> indexers() {
        return Map.of(
                REPOSITORY,
                        policy -> repositoryOf(policy).map(ObjectKey::toString).stream()
                                .toList(),
                FOREIGN_NAMESPACE,
                        policy -> repositoryOf(policy)
                                .map(ObjectKey::namespace)
                                .filter(namespace ->
                                        !namespace.equals(policy.key().namespace()))
                                .map(_ -> policy.key().namespace())
                                .stream()
                                .toList());
    }

    private static Optional<ObjectKey> repositoryOf(ImagePolicy policy) {
        return policy.undecodable().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(policy.getSpec().imageRepositoryRef())
                        .map(ref -> ref.from(policy.key().namespace()));
    }

    @Override
    public boolean isSuspended(ImagePolicy object) {
        return object.getSpec().suspend();
    }

    @Override
    public ReconcileResult<ImagePolicyStatus> reconcile(ImagePolicy object, Reconciliation reconciliation) {
        return switch (decision.of(object)) {
            case PolicyDecision.Outcome.Chosen(var image) -> choose(object, image);
            case PolicyDecision.Outcome.Failed(var failure) -> fail(object, failure);
        };
    }

    private ReconcileResult<ImagePolicyStatus> choose(ImagePolicy object, ImageRef image) {
        long generation = object.getMetadata().getGeneration();
        Instant now = clock.instant();
        UnaryOperator<ImagePolicyStatus> change = status -> {
            var chosen = ChosenImage.in(status, image);
            return new ReadyState.Ready(Reason.SUCCEEDED, ChosenImage.message(image, chosen.observedPreviousRef()))
                    .on(chosen, generation, now);
        };
        var before = readyOf(object);
        var written = context.writeFinalStatus(object, change);
        var message = readyOf(written).map(Condition::message).orElse("");
        boolean isSaid =
                before.filter(it -> it.holds() && it.message().equals(message)).isPresent();
        context.recordEvent(written, isSaid ? Severity.TRACE : Severity.INFO, Reason.SUCCEEDED, message, Map.of());
        return new ReconcileResult<>(
                change,
                PolicyDecision.refresh(object.getSpec())
                        .<Requeue>map(Requeue.Interval::new)
                        .orElseGet(Requeue.OnChange::new));
    }

    private ReconcileResult<ImagePolicyStatus> fail(ImagePolicy object, PolicyFailure failure) {
        failures.count(object.getKind(), failure);
        var message = Redaction.of(failure.message());
        if (!isSaid(object, failure, message)) {
            context.recordEvent(object, Severity.ERROR, failure.reason(), message, Map.of());
        }
        ReadyState state = failure.retry() == Failure.Retry.ON_INPUT_CHANGE
                ? new ReadyState.Stalled(failure.reason(), message)
                : new ReadyState.Retrying(failure.reason(), message);
        return new ReconcileResult<>(state.on(object, clock.instant()), requeue(failure));
    }

    /** Every repetition of a wait would be an alert. */
    private static boolean isSaid(ImagePolicy object, PolicyFailure failure, String message) {
        return failure.retry() == Failure.Retry.ON_DEPENDENCY
                && readyOf(object)
                        .filter(ready -> !ready.holds()
                                && ready.message().equals(message)
                                && ready.observedGeneration()
                                        == object.getMetadata().getGeneration())
                        .isPresent();
    }

    private static Requeue requeue(PolicyFailure failure) {
        return switch (failure) {
            case PolicyFailure.NoneMatches _ -> new Requeue.OnChange(); // only other tags, or another spec, can help
            case PolicyFailure.IntervalMissing _,
                    PolicyFailure.RepositoryMissing _,
                    PolicyFailure.NotScanned _,
                    PolicyFailure.NoTags _,
                    PolicyFailure.Denied _,
                    PolicyFailure.ImageInvalid _,
                    PolicyFailure.PolicyInvalid _,
                    PolicyFailure.NoAccess _,
                    PolicyFailure.DigestUnknown _ ->
                switch (failure.retry()) {
                    case ON_INPUT_CHANGE -> new Requeue.OnChange();
                    case ON_DEPENDENCY -> new Requeue.After(DEPENDENCY_INTERVAL);
                    case WITH_BACKOFF -> new Requeue.Backoff();
                };
        };
    }

    private static Optional<Condition> readyOf(ImagePolicy policy) {
        return Conditions.of(PolicyDecision.statusOf(policy).conditions()).get(Condition.READY);
    }
}
