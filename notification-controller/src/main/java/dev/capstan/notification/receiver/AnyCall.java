package dev.capstan.notification.receiver;

import java.util.List;

/** Every call that knows the path is genuine. */
final class AnyCall implements CallVerifier {
    @Override
    public Verdict verify(HookRequest request, ReceiverToken token, List<String> events) {
        return new Verdict.Accepted();
    }
}
