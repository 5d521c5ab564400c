package dev.capstan.notification.receiver;

import java.util.List;
import java.util.Optional;

/** A call is genuine when {@code X-Signature} signs its body. */
final class SignedCall implements CallVerifier {
    @Override
    public Verdict verify(HookRequest request, ReceiverToken token, List<String> events) {
        Optional<String> signature = request.header("X-Signature");
        if (signature.isEmpty()) {
            return new Verdict.Rejected("The header X-Signature is missing");
        }
        return token.hasSigned(request.body(), signature.get())
                ? new Verdict.Accepted()
                : new Verdict.Rejected("The signature does not fit the body");
    }
}
