package dev.capstan.image.pullrequest;

import dev.capstan.forge.PullRequests;
import dev.capstan.image.automation.proposal.PullRequestTask;

/** Opens the forge that a task is about, with the login that its spec means. */
@FunctionalInterface
public interface ForgeAccounts {

    /** The pull requests of the repository, for the time of the task. */
    Opened open(PullRequestTask task);

    /** The pull requests, or why they cannot be reached. */
    sealed interface Opened {
        /** They can. */
        record Open(PullRequests pullRequests) implements Opened {}

        /** They cannot. */
        record Closed(ProposalFailure failure) implements Opened {}
    }
}
