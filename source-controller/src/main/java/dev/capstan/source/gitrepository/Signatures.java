package dev.capstan.source.gitrepository;

import dev.capstan.git.Revision;
import dev.capstan.source.SourceResult;

/** Checks the signatures that a spec asks for. */
public interface Signatures {

    /** What was verified, for the {@code SourceVerified} condition. */
    record Verified(String message) {}

    /** Verifies commit, tag or both against the keys in the Secret of {@code spec.verify}. */
    SourceResult<Verified> verify(GitSource source, FetchedCommit commit, Revision revision);
}
