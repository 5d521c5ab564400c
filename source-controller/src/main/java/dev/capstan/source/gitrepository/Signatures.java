package dev.capstan.source.gitrepository;

import dev.capstan.git.Revision;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignedObject;
import dev.capstan.source.SourceResult;
import java.util.function.Function;

/** Checks the signatures that a spec asks for. */
public interface Signatures {

    /** What was verified, for the {@code SourceVerified} condition. */
    record Verified(String message) {}

    /** Verifies commit, tag or both against the keys in the Secret of {@code spec.verify}. */
    SourceResult<Verified> verify(GitSource source, FetchedCommit commit, Revision revision);

    /** The check against the keys in that Secret, for further objects. */
    SourceResult<Function<SignedObject, SignatureCheck>> keys(GitSource source);
}
