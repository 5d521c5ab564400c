package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helmrelease.state.NextStep;
import java.util.List;

/** How a step begins: which action it is, and what must be rendered or applied before it. */
final class StepBeginning {

    private static final String CLUSTER_IS_SILENT = "the cluster does not say what it serves: ";

    private final ReleaseRendering rendering;
    private final StepEnd end;

    StepBeginning(ReleaseRendering rendering, StepEnd end) {
        this.rendering = rendering;
        this.end = end;
    }

    /** Begins a step, and goes as far as can be gone without waiting. */
    Turn take(TakenStep taking) {
        var target = taking.prepared().target();
        return switch (taking.step()) {
            case NextStep.Install _, NextStep.Upgrade _ -> definitions(taking);
            case NextStep.Unlock() -> end.settle(taking, taking.actions().heal(target, taking.stored()));
            case NextStep.Test() ->
                end.settle(
                        taking,
                        taking.actions()
                                .test(target, taking.stored(), taking.options().test()));
            case NextStep.RollBack(var snapshot) -> end.settle(taking, rolledBack(taking, snapshot));
            case NextStep.RollBackAsAsked(var snapshot, var _) -> end.settle(taking, rolledBack(taking, snapshot));
            case NextStep.UndoInstall(), NextStep.FinishUninstall _ ->
                end.settle(
                        taking,
                        taking.actions()
                                .uninstall(
                                        target,
                                        taking.stored(),
                                        taking.options().uninstall()));
            case NextStep.Nothing(),
                    NextStep.LeaveTarget _,
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> throw new IllegalStateException("not an action: " + taking.step());
        };
    }

    private static ActionOutcome rolledBack(TakenStep taking, ReleaseSnapshot snapshot) {
        return taking.actions()
                .rollback(
                        taking.prepared().target(),
                        taking.stored(),
                        (int) snapshot.version(),
                        taking.options().rollback());
    }

    /** The definitions of the chart come first: what it renders may be of their kinds. */
    private Turn definitions(TakenStep taking) {
        List<CustomResourceFile> files = taking.prepared().chart().customResourceFiles();
        DefinitionPolicy policy = taking.options().definitions(taking.step());
        if (files.isEmpty() || policy == DefinitionPolicy.SKIP) {
            return release(taking);
        }
        return prepared(
                taking,
                taking.actions()
                        .prepare(
                                taking.prepared().target(),
                                files,
                                policy,
                                taking.options().timeout(taking.step())));
    }

    /** Goes on when the definitions of the chart are there, or are not. */
    Turn prepared(TakenStep taking, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Prepared _, ActionOutcome.Done _ -> release(taking);
            case ActionOutcome.Waiting(var action) -> StepEnd.waits(taking, action, true);
            case ActionOutcome.Failed(var failure, var _, var _) -> end.notBegun(taking, StepEnd.textOf(failure));
            case ActionOutcome.Held(var state) ->
                StepEnd.heldBy(taking, state.message() + ". " + state.advice(), state.until());
        };
    }

    private Turn release(TakenStep taking) {
        var prepared = taking.prepared();
        return switch (prepared.cluster().capabilities()) {
            case ReleaseCluster.Reading.Unknown(var why) -> end.notBegun(taking, CLUSTER_IS_SILENT + why);
            case ReleaseCluster.Reading.Known(var capabilities, var gap) -> {
                RenderResult result = rendering.render(prepared, taking.step(), taking.stored(), capabilities);
                yield gap.get()
                        .map(why -> end.notBegun(taking, CLUSTER_IS_SILENT + why))
                        .orElseGet(() -> release(taking, result));
            }
        };
    }

    private Turn release(TakenStep taking, RenderResult result) {
        return switch (result) {
            case RenderResult.NotRendered(var failure) -> end.notBegun(taking, failure.message());
            case RenderResult.Rendered(var rendered) ->
                end.settle(taking, released(taking, ReleaseContent.of(rendered)));
        };
    }

    private static ActionOutcome released(TakenStep taking, ReleaseContent content) {
        var target = taking.prepared().target();
        return taking.step() instanceof NextStep.Install
                ? taking.actions()
                        .install(
                                target,
                                taking.stored(),
                                content,
                                taking.options().install())
                : taking.actions()
                        .upgrade(
                                target,
                                taking.stored(),
                                content,
                                taking.options().upgrade());
    }
}
