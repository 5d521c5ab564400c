package dev.capstan.source.verification;

import dev.capstan.api.meta.Reason;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;

/** What keeps an artifact of a registry from passing for verified. The last verified artifact stays. */
public sealed interface VerificationFailure extends SourceFailure {

    /** The spec asks for a verification that is not done here. */
    record Unsupported(String why) implements VerificationFailure {}

    /** What the Secrets trust cannot be read. */
    record TrustUnusable(String why) implements VerificationFailure {}

    /** There is no signature that holds. */
    record NotVerified(String why) implements VerificationFailure {}

    /** What is trusted cannot be read, as the result of a step. */
    static <T> SourceResult<T> trustUnusable(String why) {
        return SourceResult.failed(new TrustUnusable(why));
    }

    /** What is asked for is not done, as the result of a step. */
    static <T> SourceResult<T> unsupported(String why) {
        return SourceResult.failed(new Unsupported(why));
    }

    @Override
    default SourceStep step() {
        return SourceStep.VERIFY;
    }

    @Override
    default Reason reason() {
        return Reason.VERIFICATION_ERROR;
    }

    @Override
    default Family family() {
        return Family.USER_INPUT;
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case Unsupported _ -> Retry.ON_INPUT_CHANGE;
            // Secrets and signatures are not part of the object: each may be corrected at any time.
            case TrustUnusable _, NotVerified _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Unsupported(var why) -> "spec.verify: " + why;
            case TrustUnusable(var why) -> "cannot verify signatures: " + why;
            case NotVerified(var why) -> "signature verification failed: " + why;
        };
    }
}
