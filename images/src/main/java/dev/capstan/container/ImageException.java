package dev.capstan.container;

/** An image cannot be made or pushed; the message says which, why, and what to do. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImageException(String message) {
        super(message);
    }

    ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
