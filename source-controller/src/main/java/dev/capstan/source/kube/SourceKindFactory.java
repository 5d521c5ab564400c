package dev.capstan.source.kube;

import java.io.IOException;

/** Opens a kind of source. Every kind has one bean of this type in its own package, and by that the controller knows the kind. */
public interface SourceKindFactory {

    /**
     * Called once, when the controller starts and before anything is watched.
     *
     * @throws IOException when something that the kind needs cannot be opened
     */
    SourceKind<?, ?, ?> open(SourceServices services) throws IOException;
}
