package dev.capstan.notification.receiver;

import java.util.List;

/** Decides whether a call is genuine and counts. Never throws, whatever was sent. */
public interface CallVerifier {
    /**
     * Decides about a call.
     *
     * @param token the token of the receiver
     * @param events the event names that count; empty means all
     */
    Verdict verify(HookRequest request, ReceiverToken token, List<String> events);

    /** The decision. */
    sealed interface Verdict {
        /** The call is genuine and counts. */
        record Accepted() implements Verdict {}

        /**
         * It is not, or does not.
         *
         * @param why what is wrong, without anything that the caller sent
         */
        record Rejected(String why) implements Verdict {}
    }

    /** Whether an event name is among those that count; upper and lower case are the same. */
    static boolean counts(String event, List<String> events) {
        return events.isEmpty() || events.stream().anyMatch(event::equalsIgnoreCase);
    }
}
