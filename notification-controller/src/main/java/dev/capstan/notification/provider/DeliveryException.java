package dev.capstan.notification.provider;

/**
 * Ends a delivery with a failure that is expected. The steps of a delivery throw it, however many there are; one place catches it and makes a
 * {@link Delivery.Result} of it.
 */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DispatchFailure failure;

    /** With this failure; without a stack trace, since it is expected. */
    public DeliveryException(DispatchFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** Why the delivery ended. */
    public DispatchFailure failure() {
        return failure;
    }
}
