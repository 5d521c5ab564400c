package dev.capstan.git.write;

import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.signature.CommitSigner;
import java.util.Map;
import java.util.Optional;

/**
 * A commit that is wanted on a branch.
 *
 * @param checkout what the branch starts from, and whose newer commits it takes in
 * @param pushBranch the branch that gets the commit, without {@code refs/heads/}; may be the one checked out
 * @param refspec what is pushed in addition once the branch is, see {@link AdditionalPush}
 * @param pushOptions sent with each push; an option with an empty value is sent as its name alone
 * @param signer signs every commit that is made
 */
public record CommitRequest(
        ReferenceSelector checkout,
        String pushBranch,
        Optional<String> refspec,
        Map<String, String> pushOptions,
        Optional<CommitSigner> signer,
        Editor editor) {
    public CommitRequest {
        pushOptions = Map.copyOf(pushOptions);
    }

    /** A commit on a branch that is checked out and pushed to. */
    public static CommitRequest to(ReferenceSelector.Branch branch, Editor editor) {
        return new CommitRequest(branch, branch.name(), Optional.empty(), Map.of(), Optional.empty(), editor);
    }
}
