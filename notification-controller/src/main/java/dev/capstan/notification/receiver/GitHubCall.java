package dev.capstan.notification.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call of GitHub: {@code X-Hub-Signature-256} signs the body, the event name counts, and the payload is an object that names the
 * repository or the organization it comes from. The older SHA-1 signature counts only where the newer one is absent.
 */
final class GitHubCall implements CallVerifier {
    @Override
    public Verdict verify(HookRequest request, String token, List<String> events) {
        Optional<String> signature = request.header("X-Hub-Signature-256");
        if (signature.isPresent() && !signature.get().startsWith("sha256=")) {
            return new Verdict.Rejected("The header X-Hub-Signature-256 does not hold a SHA-256 signature");
        }
        Optional<String> either = signature.or(() -> request.header("X-Hub-Signature"));
        if (either.isEmpty()) {
            return new Verdict.Rejected("The header X-Hub-Signature-256 is missing");
        }
        if (!HmacSignature.isValid(either.get(), token, request.body())) {
            return new Verdict.Rejected("The signature does not fit the body");
        }
        Optional<String> event = request.header("X-GitHub-Event");
        if (event.isEmpty()) {
            return new Verdict.Rejected("The header X-GitHub-Event is missing");
        }
        if (!CallVerifier.counts(event.get(), events)) {
            return new Verdict.Rejected("The event is not among spec.events");
        }
        return CallBody.of(request).filter(GitHubCall::namesItsOrigin).isPresent()
                ? new Verdict.Accepted()
                : new Verdict.Rejected("The payload is not one of GitHub");
    }

    private static boolean namesItsOrigin(JsonNode payload) {
        return Stream.of("repository", "organization", "installation", "enterprise")
                .map(payload::get)
                .anyMatch(origin -> origin != null && origin.isObject() && !origin.isEmpty());
    }
}
