package dev.capstan.promotion.adapter;

import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequests;
import dev.capstan.promotion.run.Proposals;
import java.util.List;

/**
 * Pull requests at a forge.
 *
 * @param labels that they get
 */
public record ForgeProposals(PullRequests forge, List<String> labels) implements Proposals {
    /** Copies the list. */
    public ForgeProposals {
        labels = List.copyOf(labels);
    }

    @Override
    public Answer open(String source, String target, String title, String body) {
        return answer(forge.open(new NewPullRequest(source, target, title, body, labels, List.of())));
    }

    @Override
    public Answer get(long number) {
        return answer(forge.get(number));
    }

    @Override
    public Answer close(long number, String why) {
        return answer(forge.comment(number, why).then(_ -> forge.close(number)).then(_ -> forge.get(number)));
    }

    @Override
    public boolean discard(String branch, String head) {
        return forge.deleteBranch(branch, head) instanceof ForgeResult.Success<Boolean>;
    }

    private static Answer answer(ForgeResult<PullRequest> result) {
        return switch (result) {
            case ForgeResult.Success<PullRequest>(var it) ->
                new Answer.Known(
                        it.number(),
                        it.url(),
                        switch (it.state()) {
                            case OPEN -> State.OPEN;
                            case MERGED -> State.MERGED;
                            case CLOSED -> State.CLOSED;
                        },
                        it.head());
            case ForgeResult.Failed<PullRequest>(var failure) -> new Answer.Failed(failure.message());
        };
    }
}
