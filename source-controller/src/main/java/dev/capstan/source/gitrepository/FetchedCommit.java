package dev.capstan.source.gitrepository;

import dev.capstan.git.Revision;
import dev.capstan.git.tree.TreeEntry;
import java.io.IOException;
import java.util.Optional;

/** A commit that can be read until it is closed. */
public interface FetchedCommit extends AutoCloseable {

    Revision revision();

    /** First line of the commit message. */
    String summary();

    /** The root folder, submodules in their places when they were asked for. */
    TreeEntry.Directory files();

    /** The commit object as Git stores it. */
    byte[] rawCommit() throws IOException;

    /** The tag object that led to the commit, as Git stores it; empty when there was none. */
    Optional<byte[]> rawTag() throws IOException;

    @Override
    void close();
}
