package dev.capstan.application.source;

/** Is told that a remote has something new. Must return at once. */
@FunctionalInterface
public interface RemoteListener {
    /**
     * A remote has moved: Applications that read from it are to be looked at again.
     *
     * @param url of the remote, to be compared normalised; whoever reads from it
     */
    void moved(String url);
}
