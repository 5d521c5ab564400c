package dev.capstan.source;

import dev.capstan.api.meta.Failure;

/**
 * Everything that is expected to keep a source from having a new artifact; the old one stays. A kind of source seals its own failures
 * below this interface; what can happen to every kind is a {@link CommonSourceFailure}.
 */
public interface SourceFailure extends Failure {

    /** The step that failed, and with it the condition that shows the failure. */
    SourceStep step();
}
