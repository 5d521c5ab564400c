package dev.capstan.source.generator.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ArtifactGeneratorStatus;
import dev.capstan.api.source.GeneratedArtifact;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.redaction.Redaction;
import dev.capstan.runtime.status.ReadyState;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.generator.ArtifactComposer;
import dev.capstan.source.generator.ArtifactStorage;
import dev.capstan.source.generator.GeneratorFailure;
import dev.capstan.source.generator.GeneratorPlan;
import dev.capstan.source.generator.Maker;
import dev.capstan.source.generator.ObservedSources;
import dev.capstan.source.generator.PublishedObject;
import dev.capstan.source.generator.SourceObjects;
import dev.capstan.source.kube.FailureCounter;
import dev.capstan.source.kube.ServedArtifacts;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps what ArtifactGenerators make up to date: the spec, the artifacts of its sources, what is made of them, the objects that announce
 * it, the status with its events. Nothing is made again while all of these are as they were.
 */
@Vetoed // made by ArtifactGeneratorFactory
final class ArtifactGeneratorReconciler implements ObjectReconciler<ArtifactGenerator, ArtifactGeneratorStatus> {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration DEPENDENCY_INTERVAL = Duration.ofSeconds(30);
    private static final String DISABLED = "disabled";
    private static final int NAMED_AT_MOST = 10;

    private final ReconcilerContext<ArtifactGenerator, ArtifactGeneratorStatus> context;
    private final Parts parts;

    /**
     * What the reconciler works with.
     *
     * @param mayCrossNamespaces whether sources may lie in other namespaces
     * @param sources what sources offer
     * @param circles finds generators that are made from each other
     * @param composer makes artifacts of sources
     * @param objects the ExternalArtifacts
     * @param publisher stores and announces artifacts
     * @param served the storage as consumers see it
     * @param failures counts failures
     * @param clock the wall clock
     */
    record Parts(
            boolean mayCrossNamespaces,
            SourceObjects sources,
            SourceCircles circles,
            ArtifactComposer composer,
            ExternalArtifacts objects,
            Publisher publisher,
            ServedArtifacts served,
            FailureCounter failures,
            Clock clock) {}

    ArtifactGeneratorReconciler(ReconcilerContext<ArtifactGenerator, ArtifactGeneratorStatus> context, Parts parts) {
        this.context = context;
        this.parts = parts;
    }

    @Override
    public Map<String, Function<ArtifactGenerator, List<String>>> indexers() {
        return GeneratorIndexes.all();
    }

    /** The annotation changes no generation. */
    @Override
    public void onChange(ArtifactGenerator changed, ArtifactGenerator before) {
        if (isSuspended(changed) != isSuspended(before)) {
            context.wake(changed.key());
        }
    }

    @Override
    public boolean isSuspended(ArtifactGenerator object) {
        return object.annotation(ArtifactGenerator.RECONCILE)
                .filter(DISABLED::equalsIgnoreCase)
                .isPresent();
    }

    /** Whether it is ready stays as it was: what was made is still there. */
    @Override
    public void suspend(ArtifactGenerator object) {
        var before = readyOf(object);
        if (before.filter(it -> it.reason().equals(Reason.RECONCILIATION_DISABLED.text()))
                .isPresent()) {
            return;
        }
        var message = "reconciliation is disabled by the annotation " + ArtifactGenerator.RECONCILE;
        var now = parts.clock().instant();
        var disabled = new Condition(
                Condition.READY,
                before.map(Condition::status).orElse("Unknown"),
                before.map(Condition::observedGeneration).orElse(0L),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                Reason.RECONCILIATION_DISABLED.text(),
                message);
        context.writeStatus(
                object,
                status -> status.with(status.common()
                        .withConditions(Conditions.of(status.conditions())
                                .without(Condition.RECONCILING, Condition.STALLED)
                                .with(disabled))));
        context.recordEvent(object, Severity.INFO, Reason.RECONCILIATION_DISABLED, message, Map.of());
    }

    @Override
    public ReconcileResult<ArtifactGeneratorStatus> reconcile(ArtifactGenerator object, Reconciliation reconciliation) {
        var now = reconciliation.startedAt();
        return GeneratorPlan.of(object.getSpec(), object.key().namespace(), parts.mayCrossNamespaces())
                .then(plan -> ObservedSources.of(plan, source -> offered(object, source))
                        .then(observed -> generate(object, plan, observed, now)))
                .orElse(failure -> fail(object, failure, now));
    }

    private SourceResult<Artifact> offered(ArtifactGenerator object, ObjectReference source) {
        return parts.circles().leadTo(object.key(), source)
                ? SourceResult.failed(new GeneratorFailure.SourceInCircle(source))
                : parts.sources().offered(source);
    }

    private SourceResult<ReconcileResult<ArtifactGeneratorStatus>> generate(
            ArtifactGenerator object, GeneratorPlan plan, ObservedSources observed, Instant now) {
        var published = parts.objects().in(object.key().namespace());
        var maker = makerOf(object);
        if (isUpToDate(object, maker, observed, published)) {
            parts.publisher().removeOld(inventoryOf(object));
            return SourceResult.success(new ReconcileResult<>(status -> status, new Requeue.Interval(INTERVAL)));
        }
        var turn = turn(object, maker, published, now);
        return parts.composer()
                .compose(plan, observed)
                .then(composed -> parts.publisher().publish(turn, composed))
                .map(publication -> finish(object, observed, publication, now));
    }

    private Publisher.Turn turn(ArtifactGenerator object, Maker maker, List<PublishedObject> published, Instant now) {
        return new Publisher.Turn(
                maker,
                Optional.ofNullable(object.getSpec())
                        .map(spec -> spec.commonMetadata())
                        .orElse(new CommonMetadata(Map.of(), Map.of())),
                inventoryOf(object),
                !isSettled(object),
                published,
                now);
    }

    private boolean isUpToDate(
            ArtifactGenerator object, Maker maker, ObservedSources observed, List<PublishedObject> published) {
        var status = object.getStatus();
        if (status == null || !isSettled(object) || !observed.digest().equals(status.observedSourcesDigest())) {
            return false;
        }
        var own = published.stream().filter(maker::makes).toList();
        return own.size() == status.inventory().size()
                && status.inventory().stream().allMatch(entry -> isIntact(object, maker, entry, own));
    }

    /** Whether the present spec was worked on with success. */
    private static boolean isSettled(ArtifactGenerator object) {
        return readyOf(object)
                .filter(ready -> ready.holds()
                        && ready.reason().equals(Reason.SUCCEEDED.text())
                        && ready.observedGeneration() == object.getMetadata().getGeneration())
                .isPresent();
    }

    private boolean isIntact(
            ArtifactGenerator object, Maker maker, GeneratedArtifact entry, List<PublishedObject> own) {
        var announced = own.stream()
                .filter(it -> it.name().equals(entry.name()) && maker.isLabelled(it) && it.offers(entry.digest()))
                .findFirst()
                .flatMap(PublishedObject::artifact);
        return announced.isPresent()
                && switch (parts.served()
                        .check(ArtifactStorage.owner(object.key().namespace(), entry.name()), announced.get())) {
                    case ServedArtifacts.Checked.Intact(var artifact) -> artifact.equals(announced.get());
                    case ServedArtifacts.Checked.Damaged(var problem) -> {
                        context.recordEvent(
                                object,
                                Severity.ERROR,
                                Reason.ARTIFACT_VERIFICATION_FAILED,
                                "the stored artifact '" + entry.name() + "' is damaged and is built again: " + problem,
                                Map.of());
                        yield false;
                    }
                };
    }

    /** The status is written before the event is recorded, so that whoever follows the event finds the inventory there. */
    private ReconcileResult<ArtifactGeneratorStatus> finish(
            ArtifactGenerator object, ObservedSources observed, Publisher.Publication publication, Instant now) {
        int count = publication.all().size();
        var message = "reconciliation succeeded, generated " + count + " artifact(s)";
        var state = new ReadyState.Ready(Reason.SUCCEEDED, message).<ArtifactGeneratorStatus>on(object, now);
        var result = new ReconcileResult<ArtifactGeneratorStatus>(
                status -> state.apply(status.withInventory(publication.all(), observed.digest())),
                new Requeue.Interval(INTERVAL));
        var written = context.writeFinalStatus(object, result.status());
        var hadFailed =
                readyOf(object).filter(ready -> ready.status().equals("False")).isPresent();
        if (!publication.changed().isEmpty() || hadFailed) {
            context.recordEvent(
                    written, Severity.INFO, Reason.SUCCEEDED, message + changes(publication.changed()), Map.of());
        }
        return result;
    }

    private static String changes(List<String> changed) {
        if (changed.isEmpty()) {
            return "";
        }
        int more = changed.size() - NAMED_AT_MOST;
        return "; new: " + String.join(", ", changed.subList(0, Math.min(changed.size(), NAMED_AT_MOST)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private ReconcileResult<ArtifactGeneratorStatus> fail(
            ArtifactGenerator object, SourceFailure failure, Instant now) {
        parts.failures().count(object.getKind(), failure);
        var message = Redaction.of(failure.message());
        context.recordEvent(object, Severity.ERROR, failure.reason(), message, Map.of());
        var state = failure.retry() == Failure.Retry.ON_INPUT_CHANGE
                ? new ReadyState.Stalled(failure.reason(), message)
                : new ReadyState.Retrying(failure.reason(), message);
        return new ReconcileResult<>(
                state.on(object, now),
                switch (failure.retry()) {
                    case ON_INPUT_CHANGE -> new Requeue.OnChange();
                    case ON_DEPENDENCY -> new Requeue.After(DEPENDENCY_INTERVAL);
                    case WITH_BACKOFF -> new Requeue.Backoff();
                });
    }

    @Override
    public Cleanup cleanUp(ArtifactGenerator object, Reconciliation reconciliation) {
        var published = parts.objects().in(object.key().namespace());
        var turn = turn(object, makerOf(object), published, reconciliation.startedAt());
        return parts.publisher()
                .takeBack(turn, Set.of())
                .<Cleanup>map(failure -> new Cleanup.Failed(failure.message()))
                .orElse(Cleanup.DONE);
    }

    private static Maker makerOf(ArtifactGenerator object) {
        return new Maker(object.ref(), object.getMetadata().getUid());
    }

    private static List<GeneratedArtifact> inventoryOf(ArtifactGenerator object) {
        return Optional.ofNullable(object.getStatus())
                .map(ArtifactGeneratorStatus::inventory)
                .orElse(List.of());
    }

    private static Optional<Condition> readyOf(ArtifactGenerator object) {
        return Optional.ofNullable(object.getStatus())
                .flatMap(status -> Conditions.of(status.conditions()).get(Condition.READY));
    }
}
