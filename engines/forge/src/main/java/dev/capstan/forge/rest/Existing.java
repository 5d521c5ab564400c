package dev.capstan.forge.rest;

import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequests;
import java.util.Optional;

/** What is done when a forge says that there is a pull request already: the open one is used. */
public final class Existing {
    private Existing() {}

    /** The open one, with title, body and labels as wanted. */
    public static PullRequest reuse(PullRequests forge, ForgeRepository repository, NewPullRequest wanted)
            throws ForgeFailureException {
        Optional<PullRequest> open =
                forge.find(wanted.source(), wanted.target()).orThrow().filter(PullRequest::isOpen);
        if (open.isEmpty()) {
            throw new ForgeFailureException(new ForgeFailure.AlreadyExists(repository, "a new pull request"));
        }
        return forge.update(open.get().number(), wanted.title(), wanted.body(), wanted.labels())
                .orThrow();
    }
}
