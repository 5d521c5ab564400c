package dev.capstan.source.gitrepository;

import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.BranchProgress.RawCommit;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignedObject;
import dev.capstan.http.Deadline;
import dev.capstan.source.SourceResult;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The step that compares a new commit of a protected branch with the one that was accepted last. */
final class BranchProtection {
    private final GitRemote remotes;
    private final Signatures signatures;

    BranchProtection(GitRemote remotes, Signatures signatures) {
        this.remotes = remotes;
        this.signatures = signatures;
    }

    /**
     * That the commit may be published.
     *
     * @param message for the condition {@code SourceVerified}
     * @param letThrough what was broken and is let through by the annotation
     */
    record Accepted(String message, Optional<String> letThrough) {}

    SourceResult<Accepted> check(
            GitSource source,
            BranchPolicy policy,
            Remote remote,
            ReferenceSelector.Branch branch,
            FetchedCommit commit,
            Deadline deadline) {
        var before = source.lastAccepted(branch);
        return head(commit)
                .then(head -> update(remote, branch, before, head, deadline)
                        .then(update -> keys(source, policy).then(keys -> judged(policy, branch, update, keys))));
    }

    private static SourceResult<RawCommit> head(FetchedCommit commit) {
        try {
            return SourceResult.success(new RawCommit(commit.revision().commit(), commit.rawCommit()));
        } catch (IOException e) {
            return SourceResult.failed(new GitSourceFailure.CommitSignatureInvalid("the commit cannot be read"));
        }
    }

    private SourceResult<BranchUpdate> update(
            Remote remote,
            ReferenceSelector.Branch branch,
            Optional<String> before,
            RawCommit head,
            Deadline deadline) {
        if (before.isEmpty()) {
            return SourceResult.success(BranchUpdate.first(head));
        }
        if (before.get().equals(head.id())) {
            return SourceResult.success(BranchUpdate.none(head));
        }
        var question = new BranchProgress.Question(before.get(), head.id(), BranchUpdate.MOST_COMMITS);
        return GitSourceFailure.result(remotes.progress(remote, branch, question, deadline.remaining()))
                .map(progress -> new BranchUpdate(before, head, progress));
    }

    private SourceResult<Function<SignedObject, SignatureCheck>> keys(GitSource source, BranchPolicy policy) {
        return policy.signatures() == BranchPolicy.SignedCommits.OFF
                ? SourceResult.success(_ -> new SignatureCheck.Unsigned())
                : signatures.keys(source);
    }

    private static SourceResult<Accepted> judged(
            BranchPolicy policy,
            ReferenceSelector.Branch branch,
            BranchUpdate update,
            Function<SignedObject, SignatureCheck> keys) {
        var refusal = update.refusedBy(policy, keys);
        var shown = branch.describe();
        if (refusal.isEmpty()) {
            return SourceResult.success(
                    new Accepted(shown + ": " + update.describe() + " (" + policy.describe() + ")", Optional.empty()));
        }
        if (!policy.letsThrough(update.head().id())) {
            return SourceResult.failed(new GitSourceFailure.BranchRefused(
                    refusal.get(), update.head().id()));
        }
        var letThrough = "commit '" + update.head().id() + "' of " + shown + " is let through by the annotation "
                + BranchPolicy.ACCEPTED + ", although " + refusal.get().message()
                + "; remove the annotation: while it is there, whoever sets the branch back to this commit later is let"
                + " through as well";
        return SourceResult.success(new Accepted(letThrough, Optional.of(letThrough)));
    }
}
