package dev.capstan.notification.provider;

/**
 * Calls places by HTTP under the rules that hold for every address that users give: the address is checked after its name was resolved,
 * redirects are not followed, answers are cut off. Uses the certificates and the proxy of the target.
 */
public interface HttpTransport {
    /**
     * Makes one call; blocks at most until the deadline of the target.
     *
     * @return the answer, whatever its status
     * @throws DeliveryException when there is no answer
     */
    HttpAnswer exchange(HttpCall call, DeliveryTarget target) throws DeliveryException;
}
