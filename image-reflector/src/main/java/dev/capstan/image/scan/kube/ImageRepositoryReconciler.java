package dev.capstan.image.scan.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.image.ScanResult;
import dev.capstan.api.meta.AccessFrom;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.http.Deadline;
import dev.capstan.image.kube.ImageChanges;
import dev.capstan.image.registry.ImageName;
import dev.capstan.image.scan.ImageScan;
import dev.capstan.image.scan.ScanFailure;
import dev.capstan.image.scan.ScanNeed;
import dev.capstan.image.scan.ScanOutcome;
import dev.capstan.image.scan.ScanSchedule;
import dev.capstan.image.tags.FoundTags;
import dev.capstan.oci.RepositoryName;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.redaction.Redaction;
import dev.capstan.runtime.status.ReadyState;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Scans images when it is time to, and tells the policies. */
@Vetoed // made by ImageRepositoryFactory
final class ImageRepositoryReconciler implements ObjectReconciler<ImageRepository, ImageRepositoryStatus> {
    private final ReconcilerContext<ImageRepository, ImageRepositoryStatus> context;
    private final ImageScan scan;
    private final ImageChanges changes;
    private final ScanMetrics metrics;
    private final Clock clock;

    ImageRepositoryReconciler(
            ReconcilerContext<ImageRepository, ImageRepositoryStatus> context,
            ImageScan scan,
            ImageChanges changes,
            ScanMetrics metrics,
            Clock clock) {
        this.context = context;
        this.scan = scan;
        this.changes = changes;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public boolean isSuspended(ImageRepository object) {
        return object.getSpec().suspend();
    }

    /** Who may refer to it matters to policies at once; what else its spec says, when it was scanned so. */
    @Override
    public void onChange(ImageRepository changed, ImageRepository before) {
        if (!accessOf(changed).equals(accessOf(before))) {
            changes.tell(changed.ref());
        }
    }

    private static Optional<AccessFrom> accessOf(ImageRepository object) {
        return object.undecodable().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(object.getSpec().accessFrom());
    }

    @Override
    public void forget(ObjectKey key) {
        changes.tell(new ObjectReference("", ImageRepository.class.getSimpleName(), key.namespace(), key.name()));
    }

    @Override
    public ReconcileResult<ImageRepositoryStatus> reconcile(ImageRepository object, Reconciliation reconciliation) {
        return switch (ImageName.of(object.getSpec())) {
            case ImageName.Read.Invalid(var why) -> {
                changes.tell(object.ref());
                yield fail(object, new ScanFailure.ImageInvalid(why));
            }
            case ImageName.Read.Valid(var image) -> whenNeeded(object, image, reconciliation);
        };
    }

    private ReconcileResult<ImageRepositoryStatus> whenNeeded(
            ImageRepository object, RepositoryName image, Reconciliation reconciliation) {
        ImageRepositorySpec spec = object.getSpec();
        var need = ScanNeed.of(
                spec,
                statusOf(object),
                image.toString(),
                reconciliation.isAsked(),
                scan.areKept(object.key(), spec, image),
                ScanSchedule.interval(spec),
                reconciliation.startedAt());
        return switch (need) {
            case ScanNeed.Later(ScanResult known, Duration remaining) ->
                told(
                        object,
                        isAnother(object),
                        settle(object, image, known, Optional.empty(), new Requeue.After(remaining)));
            case ScanNeed.Now(ScanNeed.Why _) -> scan(object, image);
        };
    }

    private ReconcileResult<ImageRepositoryStatus> scan(ImageRepository object, RepositoryName image) {
        long start = System.nanoTime();
        var outcome =
                scan.run(object.key(), object.getSpec(), image, Deadline.in(ScanSchedule.timeout(object.getSpec())));
        metrics.scanned(outcome, Duration.ofNanos(System.nanoTime() - start));
        return switch (outcome) {
            case ScanOutcome.Failed(var failure) -> fail(object, failure);
            case ScanOutcome.Scanned(var tags, var isNews) -> {
                boolean isAnother = isNews || isAnother(object);
                var result = settle(
                        object,
                        image,
                        resultOf(tags),
                        Optional.of(isNews ? "successful scan" : "tags did not change"),
                        new Requeue.Interval(ScanSchedule.interval(object.getSpec())));
                yield told(object, isAnother, result);
            }
        };
    }

    /** Whether policies may have judged another spec, or a name that was none: they look again although the tags are the same. */
    private static boolean isAnother(ImageRepository object) {
        boolean wasReady = readyOf(object).filter(Condition::holds).isPresent();
        return !wasReady
                || statusOf(object).observedGeneration() != object.getMetadata().getGeneration();
    }

    private ReconcileResult<ImageRepositoryStatus> told(
            ImageRepository object, boolean isAnother, ReconcileResult<ImageRepositoryStatus> settled) {
        if (isAnother) {
            changes.tell(object.ref());
        }
        return settled;
    }

    private ScanResult resultOf(FoundTags tags) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new ScanResult(tags.revision(), tags.count(), time, tags.latest());
    }

    /** The status is written before anybody is told, so that whoever follows finds it there. */
    private ReconcileResult<ImageRepositoryStatus> settle(
            ImageRepository object, RepositoryName image, ScanResult result, Optional<String> news, Requeue requeue) {
        var message = "successful scan: found %d tags with checksum %s".formatted(result.tagCount(), result.revision());
        var exclusions = object.getSpec().exclusionList();
        long generation = object.getMetadata().getGeneration();
        Instant now = clock.instant();
        UnaryOperator<ImageRepositoryStatus> change = status -> new ReadyState.Ready(Reason.SUCCEEDED, message)
                .on(status.withScan(image.toString(), exclusions, result), generation, now);
        var before = readyOf(object);
        var written = context.writeFinalStatus(object, change);
        if (before.filter(it -> it.holds() && it.message().equals(message)).isPresent()) {
            news.ifPresent(it -> context.recordEvent(written, Severity.TRACE, Reason.SUCCEEDED, it, Map.of()));
        } else {
            context.recordEvent(written, Severity.INFO, Reason.SUCCEEDED, message, Map.of());
        }
        return new ReconcileResult<>(change, requeue);
    }

    private ReconcileResult<ImageRepositoryStatus> fail(ImageRepository object, ScanFailure failure) {
        metrics.failed(object.getKind(), failure);
        var message = Redaction.of(failure.message());
        context.recordEvent(object, Severity.ERROR, failure.reason(), message, Map.of());
        ReadyState state = failure.retry() == Failure.Retry.ON_INPUT_CHANGE
                ? new ReadyState.Stalled(failure.reason(), message)
                : new ReadyState.Retrying(failure.reason(), message);
        return new ReconcileResult<>(
                state.on(object, clock.instant()), ScanSchedule.afterFailure(object.key(), object.getSpec(), failure));
    }

    private static ImageRepositoryStatus statusOf(ImageRepository object) {
        ImageRepositoryStatus status = object.getStatus();
        return status == null ? ImageRepositoryStatus.INITIAL : status;
    }

    private static Optional<Condition> readyOf(ImageRepository object) {
        return Conditions.of(statusOf(object).conditions()).get(Condition.READY);
    }

    @Override
    public Cleanup cleanUp(ImageRepository object, Reconciliation reconciliation) {
        try {
            scan.forget(object.key());
            return Cleanup.DONE;
        } catch (IOException stuck) {
            return new Cleanup.Failed("its tags cannot be removed: " + stuck.getMessage());
        }
    }
}
