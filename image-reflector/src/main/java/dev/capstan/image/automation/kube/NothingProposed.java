package dev.capstan.image.automation.kube;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.image.automation.proposal.PullRequestReport;
import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.automation.proposal.PullRequestTask;
import java.util.List;
import java.util.Optional;

/** Stands in where pull requests cannot be opened: the branches are pushed, and the status says what is missing. */
enum NothingProposed implements PullRequestStep {
    INSTANCE;

    private enum Unavailable implements Failure {
        INSTANCE;

        @Override
        public Reason reason() {
            return Reason.FEATURE_GATE_DISABLED;
        }

        @Override
        public Family family() {
            return Family.USER_INPUT;
        }

        @Override
        public Retry retry() {
            return Retry.ON_INPUT_CHANGE;
        }

        @Override
        public String message() {
            return "spec.pullRequest is set, and this installation opens no pull requests; the branches are pushed";
        }
    }

    @Override
    public PullRequestReport run(PullRequestTask task) {
        return new PullRequestReport(task.known(), List.of(), Optional.of(Unavailable.INSTANCE));
    }
}
