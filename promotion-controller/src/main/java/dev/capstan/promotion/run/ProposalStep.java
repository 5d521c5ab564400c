package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.Decision;
import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Held;
import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.PromotionRepository;
import java.util.List;
import java.util.Optional;

/** Brings something into an environment by a pull request. */
record ProposalStep(
        PassInput input,
        PromotionRepository repository,
        Proposals forge,
        Texts texts,
        Progress progress,
        Arrival arrival) {

    /** Empty when the step is as any other one. */
    Optional<View> view(int index, Decision decision) {
        Environment to = input.environments().get(index);
        Optional<OpenProposal> open =
                Optional.ofNullable(progress.memory().proposals().get(to.name()));
        if (open.filter(OpenProposal::isOpened).isPresent()) {
            return known(index, decision, open.get());
        }
        if (decision instanceof Decision.Go go) {
            return Optional.of(propose(index, go, open));
        }
        open.ifPresent(pushed -> over(to.name(), pushed));
        return Optional.empty();
    }

    private Optional<View> known(int index, Decision decision, OpenProposal open) {
        String name = input.environments().get(index).name();
        if (!(forge.get(open.number()) instanceof Proposals.Answer.Known known)) {
            progress.problem("pull request #" + open.number() + " could not be looked at");
            return Optional.empty();
        }
        boolean isForThis = decision.pending().map(Content::digest).equals(Optional.of(open.digest()));
        return switch (known.state()) {
            case MERGED -> {
                merged(index, open);
                over(name, open);
                yield Optional.empty();
            }
            case CLOSED -> {
                over(name, open);
                progress.lookAgain();
                decision.pending()
                        .filter(_ -> isForThis)
                        .ifPresent(candidate -> progress.remember(
                                index,
                                progress.state(index)
                                        .rejecting(candidate, "pull request #" + open.number() + " was closed")));
                yield Optional.empty();
            }
            case OPEN -> stillOpen(index, decision, open, isForThis);
        };
    }

    private Optional<View> stillOpen(int index, Decision decision, OpenProposal open, boolean isForThis) {
        String name = input.environments().get(index).name();
        if (decision instanceof Decision.Go go) {
            return Optional.of(isForThis ? waiting(go, open) : propose(index, go, Optional.of(open)));
        }
        EnvironmentState from = progress.state(index - 1);
        boolean mayStay = decision instanceof Decision.Wait
                && isForThis
                && !(from.health() instanceof EnvironmentHealth.NotHealthy);
        if (!mayStay) {
            close(name, from.name(), open);
        }
        return Optional.empty();
    }

    /** One that the forge does not close now could still be merged, so it is not forgotten. */
    private void close(String name, String from, OpenProposal open) {
        Proposals.Answer answer = forge.close(
                open.number(),
                "This is not wanted any more: " + from + " has something else, or is not healthy,"
                        + " or somebody holds it up. See the Promotion " + input.name() + ".");
        switch (answer) {
            case Proposals.Answer.Known _ -> over(name, open);
            case Proposals.Answer.Failed(var why) -> {
                progress.problem("pull request #" + open.number() + " could not be closed: " + why);
                progress.remember(progress.memory().withProposal(name, Optional.of(open.unwanted())));
            }
        }
    }

    /** What is left of a pull request that ended is its branch, as long as the forge does not delete it. */
    private void over(String name, OpenProposal open) {
        Optional<OpenProposal> left = forge.discard(branch(name), open.head())
                ? Optional.empty()
                : Optional.of(OpenProposal.pushed(open.digest(), open.head()));
        progress.remember(progress.memory().withProposal(name, left));
    }

    private static View waiting(Decision.Go go, OpenProposal open) {
        return new View(
                View.Word.PULL_REQUEST,
                go.candidate().shortRevision() + " waits for pull request #" + open.number() + " to be merged: "
                        + open.url(),
                Optional.of(go.candidate()),
                go.gates());
    }

    private void merged(int index, OpenProposal open) {
        Environment to = input.environments().get(index);
        EnvironmentState state = progress.state(index);
        EnvironmentState from = progress.state(index - 1);
        Optional<Content> brought = from.current()
                .map(Held::content)
                .filter(content -> content.digest().equals(open.digest()));
        progress.lookAgain();
        if (brought.isEmpty() || state.current().isEmpty()) {
            return;
        }
        progress.remember(index, state.receiving(brought.get()));
        progress.moved(new Move(
                Move.Kind.PROMOTED,
                to.name(),
                from.name(),
                brought.get(),
                state.earlier().stream().findFirst().map(Held::content),
                state.current().get().content().revision(),
                List.of(),
                Optional.of(open.url()),
                Optional.empty(),
                "pull request #" + open.number() + " was merged",
                input.now()));
    }

    private View propose(int index, Decision.Go go, Optional<OpenProposal> open) {
        Environment to = input.environments().get(index);
        String from = input.environments().get(index - 1).name();
        EnvironmentState state = progress.state(index);
        String branch = branch(to.name());
        Brought brought = repository.bring(
                index,
                state.current().map(Held::content),
                go.candidate(),
                progress.undone(index),
                new Delivery(
                        texts.promoted(from, to.name(), go.candidate(), Texts.why(go.gates())),
                        Optional.of(new Delivery.Proposal(branch, open.map(OpenProposal::head)))));
        if (!(brought instanceof Brought.Proposed(var head, var base, var files))) {
            return arrival.ended(index, go, brought, Texts.why(go.gates()));
        }
        return switch (forge.open(
                branch,
                base,
                Texts.title(go.candidate(), to.name()),
                texts.body(from, go.candidate(), go.gates(), files))) {
            case Proposals.Answer.Known known -> {
                var proposal = new OpenProposal(
                        known.number(), known.url(), go.candidate().digest(), head);
                progress.remember(progress.memory().withProposal(to.name(), Optional.of(proposal)));
                yield waiting(go, proposal);
            }
            case Proposals.Answer.Failed(var why) -> {
                progress.remember(progress.memory().withProposal(to.name(), Optional.of(unproposed(open, go, head))));
                yield arrival.failed(go, why);
            }
        };
    }

    /** What lies on the branch now is ours, although the forge was not told: the next try goes on from there. */
    private static OpenProposal unproposed(Optional<OpenProposal> open, Decision.Go go, String head) {
        return open.filter(OpenProposal::isOpened)
                .map(before -> new OpenProposal(before.number(), before.url(), before.digest(), head))
                .orElseGet(() -> OpenProposal.pushed(go.candidate().digest(), head));
    }

    private String branch(String environment) {
        return "promotion/" + input.name() + "/" + environment;
    }
}
