package dev.capstan.api.bus;

import dev.capstan.api.meta.ObjectReference;

/**
 * What controllers tell each other. A message may be lost, doubled, late or out of order: the status of the custom resources is the truth,
 * and every consumer must reach the same end without it. It is never a reason to trust its content either: a forged message can cause a
 * needless look, and nothing else.
 */
public sealed interface BusMessage permits ReconcileRequested, EventEmitted, ApplyRecorded {
    /** The object that the message is about; it decides the subject. */
    ObjectReference about();

    /** The kind of message. */
    MessageType messageType();

    /** The same for two copies of one message and different for different messages; the broker drops doubles by it. */
    String messageId();
}
