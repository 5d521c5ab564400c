package dev.capstan.notification.provider;

/**
 * Sends notifications to places of one type, by whatever protocol and in as many calls as it takes. Where one HTTP request is all,
 * {@link HttpFormat} is less to write.
 *
 * <p>A type of Provider is a package of its own with one bean that implements this or {@link HttpFormat}; it is found by that and named nowhere
 * else. Clients hold no state of a delivery and are used by several threads.
 */
public interface ProviderClient extends ProviderType {
    /**
     * Sends a notification; blocks at most until the deadline of the target. Returns when the place took it, or when there is nothing to say
     * to it.
     *
     * @throws DeliveryException when the place did not take it
     */
    void send(Notification notification, DeliveryTarget target) throws DeliveryException;
}
