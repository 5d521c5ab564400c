package dev.capstan.api.bus;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.schema.WireRecord;

/**
 * Somebody asks for a reconcile.
 *
 * @param about the object to reconcile
 * @param token the value of the request annotation that goes with it; unique per request
 * @param requestedBy who asks, for example {@code Receiver/apps/push}
 */
@WireRecord
public record ReconcileRequested(ObjectReference about, String token, String requestedBy) implements BusMessage {
    @Override
    public MessageType messageType() {
        return MessageType.RECONCILE;
    }

    @Override
    public String messageId() {
        return "reconcile:" + about + ":" + token;
    }
}
