package dev.capstan.api.source;

import org.jspecify.annotations.Nullable;

/** What the specs of all kinds of sources have in common. */
public interface SourceSpec {

    /** How often to ask the upstream, in Go notation; absent where the kind allows it. */
    @Nullable String interval();

    /** Whether the object is to be left alone. */
    boolean suspend();
}
