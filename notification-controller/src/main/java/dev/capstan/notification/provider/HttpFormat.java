package dev.capstan.notification.provider;

/** The common type of Provider: one HTTP request per notification. Knows no connection. */
public interface HttpFormat extends ProviderType {
    /**
     * The request for a notification.
     *
     * @throws DeliveryException when there can be none, for example because a token is missing
     */
    HttpCall render(Notification notification, DeliveryTarget target) throws DeliveryException;

    /**
     * Looks at an answer with a status of the 200s; most mean what they say.
     *
     * @throws DeliveryException when the place did not take the notification after all
     */
    default void check(HttpAnswer answer, DeliveryTarget target) throws DeliveryException {}
}
