package dev.capstan.application.set;

import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetRequest;
import java.util.List;

/** Forges, for the generators that ask for pull requests and repositories. Called by several threads; never throws for what it is asked. */
public interface SetForges {
    /** Open pull requests. */
    Answer<List<PullRequestFacts>> pullRequests(SetRequest.PullRequests request);

    /** Repositories, each with its main branch. */
    Answer<List<ForgeBranch>> repositories(SetRequest.Repositories request);

    /** All branches of a repository. */
    Answer<List<ForgeBranch>> branches(SetRequest.Branches request);

    /** Whether a branch has a path. */
    Answer<Boolean> hasPath(SetRequest.HasPath request);
}
