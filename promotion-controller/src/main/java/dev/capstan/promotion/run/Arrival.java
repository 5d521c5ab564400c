package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.Decision;
import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Held;
import dev.capstan.promotion.gate.ApprovalGate;
import dev.capstan.promotion.note.Approval;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.PromotionRepository;
import dev.capstan.promotion.place.StepLook;
import java.util.List;
import java.util.Optional;

/** Brings something into an environment directly, and says what came of it. */
record Arrival(PassInput input, PromotionRepository repository, Texts texts, Progress progress) {

    View go(int index, Decision.Go go, StepLook look) {
        Environment to = input.environments().get(index);
        if (to.by() == Environment.By.PERSON) {
            String how = look instanceof StepLook.Lacks(var words) && !words.isEmpty() ? ": " + words : "";
            return new View(
                    View.Word.PERSON,
                    "it is time for a person to bring " + go.candidate().shortRevision() + how,
                    Optional.of(go.candidate()),
                    go.gates());
        }
        if (progress.isUnsettled()) {
            return new View(View.Word.WAITING, "it is next", Optional.of(go.candidate()), go.gates());
        }
        String from = input.environments().get(index - 1).name();
        String why = Texts.why(go.gates());
        EnvironmentState state = progress.state(index);
        return ended(
                index,
                go,
                repository.bring(
                        index,
                        state.current().map(Held::content),
                        go.candidate(),
                        progress.undone(index),
                        new Delivery(texts.promoted(from, to.name(), go.candidate(), why), Optional.empty())),
                why);
    }

    View ended(int index, Decision.Go go, Brought brought, String why) {
        String name = input.environments().get(index).name();
        String from = input.environments().get(index - 1).name();
        return switch (brought) {
            case Brought.Done(var revision, var files) -> {
                progress.promoted(
                        index,
                        new Move(
                                Move.Kind.PROMOTED,
                                name,
                                from,
                                go.candidate(),
                                progress.state(index).current().map(Held::content),
                                revision,
                                files,
                                Optional.empty(),
                                approver(name, go.candidate()),
                                why,
                                input.now()));
                yield new View(
                        View.Word.MOVED,
                        "got " + go.candidate().shortRevision() + " from " + from,
                        Optional.empty(),
                        List.of());
            }
            case Brought.WasThere _ -> {
                progress.remember(index, progress.state(index).receiving(go.candidate()));
                progress.lookAgain();
                yield new View(View.Word.UP_TO_DATE, "has what " + from + " has", Optional.empty(), List.of());
            }
            case Brought.Outdated(var words) -> {
                progress.lookAgain();
                yield new View(View.Word.WAITING, words, Optional.of(go.candidate()), go.gates());
            }
            case Brought.Refused(var words) -> failed(go, words);
            case Brought.Failed(var words) -> failed(go, words);
            case Brought.Proposed _ -> throw new IllegalStateException("Nothing was to be proposed");
        };
    }

    private Optional<String> approver(String environment, Content candidate) {
        return ApprovalGate.of(environment, candidate, input.notes().approvals())
                .flatMap(Approval::by);
    }

    View failed(Decision.Go go, String why) {
        String words = go.candidate().shortRevision() + " could not be brought: " + why;
        progress.problem(words);
        return new View(View.Word.FAILED, words, Optional.of(go.candidate()), go.gates());
    }
}
