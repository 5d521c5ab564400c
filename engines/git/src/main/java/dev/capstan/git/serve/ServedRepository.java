package dev.capstan.git.serve;

import java.io.IOException;
import org.eclipse.jgit.lib.Repository;

/** One repository behind a name of the server. */
interface ServedRepository extends AutoCloseable {

    /**
     * Brings the repository up to date with what it stands for; called before its refs are advertised.
     *
     * @throws IOException when the folder behind it cannot be read
     */
    void refresh() throws IOException;

    /** The repository to serve; stays open until {@link #close()}. */
    Repository repository();

    Access access();

    @Override
    void close();
}
