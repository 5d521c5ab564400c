package dev.capstan.notification.receiver;

import java.util.List;
import java.util.Optional;

/** A call is genuine when {@code X-Signature} signs its body. */
final class SignedCall implements CallVerifier {
    @Override
    public Verdict verify(HookRequest request, String token, List<String> events) {
        Optional<String> signature = request.header("X-Signature");
        if (signature.isEmpty()) {
            return new Verdict.Rejected("The header X-Signature is missing");
        }
        return HmacSignature.isValid(signature.get(), token, request.body())
                ? new Verdict.Accepted()
                : new Verdict.Rejected("The signature does not fit the body");
    }
}
