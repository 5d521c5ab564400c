package dev.capstan.application.run;

import dev.capstan.api.argo.SyncOperation;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.NamespaceMetadata;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.Destination;
import dev.capstan.application.operate.History;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.operate.OperationRun;
import dev.capstan.application.operate.OperationRun.Advance;
import dev.capstan.application.operate.OperationTerms;
import dev.capstan.application.operate.Retrying;
import dev.capstan.application.operate.SyncRehearsal;
import dev.capstan.application.operate.SyncRehearsal.Rehearsed;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.project.ResourceCheck;
import dev.capstan.argo.project.SyncVerdict;
import dev.capstan.argo.project.SyncWindows.Trigger;
import dev.capstan.argo.sync.Decision;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.SyncGate;
import dev.capstan.argo.sync.SyncResults;
import dev.capstan.argo.sync.SyncSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes an operation up, and goes on with it until it waits or ends. */
final class OperationStep {
    private final OperationRun run;
    private final Clock clock;
    private final Duration pauseBetweenWaves;

    OperationStep(OperationRun run, Clock clock, Duration pauseBetweenWaves) {
        this.run = run;
        this.clock = clock;
        this.pauseBetweenWaves = pauseBetweenWaves;
    }

    /** Writes that an operation begins, with everything that was found before; false when the pass must not go on. */
    boolean take(Pass pass, Undertaking undertaking) {
        if (!undertaking.isNew()) {
            return true;
        }
        pass.draft().operation(new OperationChange.Started(undertaking.progress(), undertaking.isByAutomation()));
        return pass.keep();
    }

    /** Goes on with an operation; whether anything of it has changed. */
    boolean advance(Pass pass, Undertaking undertaking) {
        OperationProgress before = undertaking.progress();
        Optional<Instant> due = Retrying.due(before);
        if (due.filter(time -> time.isAfter(clock.instant())).isPresent()) {
            pass.draft().lookAgain(due.get());
            return false;
        }
        OperationProgress progress = due.isPresent() ? Retrying.again(before) : before;
        SyncOperation sync = progress.operation().sync();
        if (sync == null) {
            over(pass, progress, new Decision.End(OperationPhase.ERROR, "Invalid operation specified: it has no sync"));
            return true;
        }
        Sources sources = sources(pass.application(), progress, sync);
        boolean asksRemotes = due.isPresent() || (undertaking.isAskedNow() && OperationTerms.isOfItsOwn(sync));
        Look look = look(
                pass,
                sources.at(revisions(progress, sync)),
                sync.manifests(),
                asksRemotes ? RefreshLevel.NORMAL : RefreshLevel.COMPARE);
        Optional<Decision.End> end = gate(pass.application(), sync, progress, look);
        if (end.isPresent() || !(look instanceof Look.Seen seen)) {
            over(pass, progress, end.orElseThrow());
            return true;
        }
        return advance(pass, before, progress, sync, result(pass.application(), progress, sources, seen), seen);
    }

    /** What an operation that begins now would do; nothing is done. */
    Rehearsed rehearse(Pass pass, Undertaking undertaking, SyncRehearsal rehearsal) {
        ApplicationObject application = pass.application();
        OperationProgress progress = undertaking.progress();
        SyncOperation sync = progress.operation().sync();
        if (sync == null || !(pass.look() instanceof Look.Seen seen)) {
            return Rehearsed.NOTHING;
        }
        Optional<Decision.End> end = gate(application, sync, progress, seen);
        if (end.isPresent()) {
            return Rehearsed.NOTHING.failing(end.get().message());
        }
        OperationProgress.Result result =
                result(application, progress, OperationTerms.sources(sync, application), seen);
        return rehearsal.of(
                application,
                progress.with(result),
                result,
                OperationTerms.settings(sync, application, progress.startedAt(), Duration.ZERO),
                seen.compared(),
                destination(pass, seen));
    }

    private boolean advance(
            Pass pass,
            OperationProgress before,
            OperationProgress progress,
            SyncOperation sync,
            OperationProgress.Result result,
            Look.Seen seen) {
        ApplicationObject application = pass.application();
        Trigger trigger = OperationTerms.isAutomated(progress.operation()) ? Trigger.AUTOMATED : Trigger.MANUAL;
        Optional<SyncVerdict.Blocked> blocked = Windows.verdict(
                application, seen.project(), trigger, clock.instant(), Optional.of(progress.startedAt()));
        if (progress.phase() != OperationPhase.TERMINATING && blocked.isPresent()) {
            blocked.get().until().ifPresent(pass.draft()::lookAgain);
            return progressed(pass, before, progress.as(progress.phase(), SyncVerdict.MESSAGE));
        }
        SyncSettings settings = OperationTerms.settings(sync, application, progress.startedAt(), pauseBetweenWaves);
        return switch (run.advance(
                application,
                progress.with(result),
                result,
                settings,
                seen.compared(),
                destination(pass, seen),
                pass.memory().operation())) {
            case Advance.Waiting(OperationProgress now, Instant lookAgain) -> {
                pass.draft().lookAgain(lookAgain);
                yield progressed(pass, before, now);
            }
            case Advance.Over(OperationProgress now, Decision.End end) -> {
                over(pass, now, end);
                yield true;
            }
        };
    }

    private static boolean progressed(Pass pass, OperationProgress before, OperationProgress now) {
        if (now.equals(before)) {
            return false;
        }
        pass.draft().operation(new OperationChange.Progressed(now));
        pass.operated(now);
        return true;
    }

    private void over(Pass pass, OperationProgress progress, Decision.End end) {
        switch (Retrying.afterEnd(progress, end.phase(), end.message(), clock.instant())) {
            case Retrying.After.Again(OperationProgress now, Instant at) -> {
                pass.draft().operation(new OperationChange.Progressed(now));
                pass.draft().lookAgain(at);
                pass.operated(now);
            }
            case Retrying.After.Over(OperationProgress now) -> {
                pass.memory().operated().forget();
                pass.draft().operation(new OperationChange.Ended(now, History.after(pass.application(), now)));
                pass.operated(now);
            }
        }
    }

    /** What an operation syncs: what it began with, else what it asks for. */
    private static Sources sources(ApplicationObject application, OperationProgress progress, SyncOperation sync) {
        return progress.result()
                .map(result -> new Sources(result.sources(), result.isMultiple()))
                .orElseGet(() -> OperationTerms.sources(sync, application));
    }

    private static List<String> revisions(OperationProgress progress, SyncOperation sync) {
        return progress.result()
                .map(OperationProgress.Result::revisions)
                .orElseGet(() -> OperationTerms.revisions(sync));
    }

    /** The Application as the operation wants it; what the pass has seen already, where that is the same. */
    private static Look look(Pass pass, Sources sources, List<String> manifests, RefreshLevel level) {
        Sources own = Sources.of(pass.application().spec());
        boolean isSame = level == RefreshLevel.COMPARE
                && manifests.isEmpty()
                && (sources.equals(own) || sources.equals(own.at(pass.look().revisions())));
        return isSame
                ? pass.look()
                : pass.looking()
                        .at(
                                pass.application(),
                                sources,
                                manifests,
                                level,
                                pass.memory().operated());
    }

    private static Optional<Decision.End> gate(
            ApplicationObject application, SyncOperation sync, OperationProgress progress, Look look) {
        Optional<Decision.End> end = SyncGate.check(
                OperationTerms.options(sync, application),
                look.conditions().messages(ConditionType.SHARED_RESOURCE_WARNING),
                Errors.of(look.conditions()));
        boolean isTerminating = progress.phase() == OperationPhase.TERMINATING;
        return end.isPresent() && isTerminating
                ? Optional.of(new Decision.End(OperationPhase.FAILED, "Operation terminated"))
                : end;
    }

    /** The result so far; of an operation that begins, the revisions to which it keeps from now on. */
    private static OperationProgress.Result result(
            ApplicationObject application, OperationProgress progress, Sources sources, Look.Seen seen) {
        return progress.result()
                .orElseGet(() -> new OperationProgress.Result(
                        seen.revisions(),
                        sources.all(),
                        sources.isMultiple(),
                        SyncResults.none(),
                        NamespaceMetadata.wanted(application)));
    }

    private Destination destination(Pass pass, Look.Seen seen) {
        return new Destination(
                seen.view(),
                ActionContexts.of(pass.application(), seen.project(), seen.cluster(), clock.instant()),
                new ResourceCheck(
                        seen.project(), seen.cluster(), pass.looking().plane().namespace()),
                pass.looking().plane().health());
    }
}
