package dev.capstan.git.mirror;

import dev.capstan.git.Remote;
import dev.capstan.git.Revision;

/** Is told what others find at remotes. Called by the thread of whoever asked, so it must return at once. */
@FunctionalInterface
public interface MirrorListener {
    /** Listens to nothing. */
    MirrorListener NONE = (_, _) -> {};

    /** A reference has another commit than the one who asked knew of. */
    void found(Remote remote, Revision revision);
}
