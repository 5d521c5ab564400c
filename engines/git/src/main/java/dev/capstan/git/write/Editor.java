package dev.capstan.git.write;

import java.io.IOException;
import java.util.Optional;

/** Decides what to commit. */
@FunctionalInterface
public interface Editor {

    /**
     * Called anew at every attempt, with the branch as it is then: whoever was quicker may have changed the files. It runs on a thread
     * that is interrupted when the time of the commit is over.
     *
     * @param heads readable until this returns
     * @return empty when there is nothing to do
     * @throws IOException only what {@code heads} throws
     */
    Optional<Edit> edit(Heads heads) throws IOException;
}
