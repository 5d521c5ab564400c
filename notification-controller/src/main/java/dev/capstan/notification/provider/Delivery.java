package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;

/** One try to bring a notification to a Provider. The Provider and its Secrets are read again for every try. */
@FunctionalInterface
public interface Delivery {
    /** Tries once; blocks at most as long as the Provider's timeout. */
    Result attempt(ObjectKey provider, Notification notification);

    /** What became of it. */
    sealed interface Result {
        /** The place took it. */
        record Delivered() implements Result {}

        /** Nothing was to be sent: the Provider is suspended, or the notification is of no interest to its type. */
        record NotSent() implements Result {}

        /**
         * It did not get there.
         *
         * @param failure why
         */
        record Failed(DispatchFailure failure) implements Result {}
    }
}
