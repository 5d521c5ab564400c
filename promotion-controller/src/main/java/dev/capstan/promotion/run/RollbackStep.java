package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Held;
import dev.capstan.promotion.chain.RollbackDecision;
import dev.capstan.promotion.note.Rollback;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Place;
import dev.capstan.promotion.place.PromotionRepository;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes an environment back to what it had before, where a person asks for it.
 *
 * @param intent writes down what is about to be done
 */
record RollbackStep(
        PassInput input,
        Layout layout,
        PromotionRepository repository,
        Consumer<Memory> intent,
        Texts texts,
        Progress progress) {

    void run() {
        Optional<Rollback> asked = input.notes().rollback();
        if (asked.isEmpty()) {
            progress.remember(progress.memory()
                    .withHandledRollback(progress.memory()
                            .handledRollback()
                            .filter(_ -> !input.notes().mistakes().isEmpty())));
            return;
        }
        int index = progress.memory().indexOf(asked.get().environment());
        Place place = layout.places().get(index);
        switch (RollbackDecision.of(
                asked, progress.memory().handledRollback(), place, Optional.of(progress.state(index)))) {
            case RollbackDecision.Nothing _ -> {}
            case RollbackDecision.Refuse(var rollback, var why) ->
                progress.warn(rollback.environment() + " does not go back: " + why);
            case RollbackDecision.Finish(var rollback) -> {
                progress.remember(index, progress.state(index).wentBack());
                progress.remember(progress.memory().withHandledRollback(Optional.of(rollback.value())));
            }
            case RollbackDecision.Go(var rollback, var target) -> restore(index, rollback, target);
        }
    }

    private void restore(int index, Rollback rollback, Held target) {
        EnvironmentState state = progress.state(index);
        if (state.current().isEmpty()) {
            progress.warn(rollback.environment() + " does not go back: it has nothing now");
            return;
        }
        Content bad = state.current().get().content();
        progress.remember(index, state.rejecting(rollback.reason()));
        intent.accept(progress.memory());
        Brought brought = repository.restore(
                index,
                bad,
                target.content(),
                new Delivery(
                        texts.rolledBack(state.name(), target.content(), bad, rollback.reason()), Optional.empty()));
        switch (brought) {
            case Brought.Done(var revision, var files) -> wentBack(index, rollback, target, revision, files);
            case Brought.WasThere _ -> wentBack(index, rollback, target, bad.revision(), List.of());
            case Brought.Outdated(var why) -> {
                progress.warn(why);
                progress.lookAgain();
            }
            case Brought.Refused(var why) -> progress.problem(state.name() + " could not go back: " + why);
            case Brought.Failed(var why) -> progress.problem(state.name() + " could not go back: " + why);
            case Brought.Proposed _ -> throw new IllegalStateException("Nothing was to be proposed");
        }
    }

    private void wentBack(int index, Rollback rollback, Held target, String revision, List<String> files) {
        EnvironmentState state = progress.state(index);
        var made = new Move(
                Move.Kind.ROLLED_BACK,
                state.name(),
                target.content().revision(),
                target.content(),
                state.current().map(Held::content),
                revision,
                files,
                Optional.empty(),
                rollback.by(),
                rollback.reason(),
                input.now());
        progress.moved(made);
        progress.remember(index, state.restored(target, progress.after(index, made), rollback.reason(), input.now()));
        progress.remember(progress.memory().withHandledRollback(Optional.of(rollback.value())));
    }
}
