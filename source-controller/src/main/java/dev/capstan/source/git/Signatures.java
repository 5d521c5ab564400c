package dev.capstan.source.git;

import dev.capstan.git.Revision;

/** Checks the signatures that a spec asks for. */
public interface Signatures {

    /** What was verified, for the {@code SourceVerified} condition. */
    record Verified(String message) {}

    /** Verifies commit, tag or both against the keys in the Secret of {@code spec.verify}. */
    Result<Verified> verify(GitSource source, FetchedCommit commit, Revision revision);
}
