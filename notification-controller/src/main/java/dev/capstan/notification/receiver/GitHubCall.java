package dev.capstan.notification.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call of GitHub: {@code X-Hub-Signature-256} signs the body, the event name counts, and the payload is an object that names the
 * repository or the organization it comes from; the ping of a GitHub App names neither. The older SHA-1 signature counts only where the newer one is absent.
 */
final class GitHubCall implements CallVerifier {
    @Override
    public Verdict verify(HookRequest request, ReceiverToken token, List<String> events) {
        Optional<String> signature = request.header("X-Hub-Signature-256");
        if (signature.isPresent() && !signature.get().startsWith("sha256=")) {
            return new Verdict.Rejected("The header X-Hub-Signature-256 does not hold a SHA-256 signature");
        }
        Optional<String> either = signature.or(() -> request.header("X-Hub-Signature"));
        if (either.isEmpty()) {
            return new Verdict.Rejected("The header X-Hub-Signature-256 is missing");
        }
        if (!token.hasSigned(request.body(), either.get())) {
            return new Verdict.Rejected("The signature does not fit the body");
        }
        Optional<String> event = request.header("X-GitHub-Event");
        if (event.isEmpty()) {
            return new Verdict.Rejected("The header X-GitHub-Event is missing");
        }
        if (!CallVerifier.counts(event.get(), events)) {
            return new Verdict.Rejected("The event is not among spec.events");
        }
        return CallBody.of(request)
                        .filter(payload -> namesItsOrigin(payload) || isPing(event.get(), payload))
                        .isPresent()
                ? new Verdict.Accepted()
                : new Verdict.Rejected("The payload is not one of GitHub");
    }

    private static boolean namesItsOrigin(JsonNode payload) {
        return Stream.of("repository", "organization", "installation", "enterprise")
                .anyMatch(origin -> holdsObject(payload, origin));
    }

    /** The first call after a webhook was set up describes the webhook. */
    private static boolean isPing(String event, JsonNode payload) {
        return event.equalsIgnoreCase("ping") && holdsObject(payload, "hook");
    }

    private static boolean holdsObject(JsonNode payload, String field) {
        JsonNode value = payload.get(field);
        return value != null && value.isObject() && !value.isEmpty();
    }
}
