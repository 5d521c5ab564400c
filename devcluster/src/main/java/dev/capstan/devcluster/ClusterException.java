package dev.capstan.devcluster;

/** No cluster could be had. The message says what was tried and what the reader can do. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A failure whose cause is said in words. */
    public ClusterException(String message) {
        super(message);
    }

    /** A failure with the technical cause that led to it. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
