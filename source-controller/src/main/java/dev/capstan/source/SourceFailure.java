package dev.capstan.source;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import java.util.Optional;

/**
 * Everything that is expected to keep a source from having a new artifact; the old one stays. A kind of source seals its own failures
 * below this interface; what can happen to every kind is a {@link CommonSourceFailure}.
 */
public interface SourceFailure extends Failure {

    /** The step that failed, and with it the condition that shows the failure. */
    SourceStep step();

    /** The reason of {@code BuildFailed}, when that shows the failure beside the condition of the step. */
    default Optional<Reason> buildFailure() {
        return Optional.empty();
    }
}
