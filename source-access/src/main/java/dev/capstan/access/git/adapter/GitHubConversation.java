package dev.capstan.access.git.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.access.AccessFailure;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.api.meta.Failure.Family;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * One conversation with GitHub, at whose end is a token: <a
 * href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app">Authenticating with a GitHub App</a>.
 */
final class GitHubConversation {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_MESSAGE = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final OutboundHttp http;
    private final Clock clock;
    private final GitHubApp app;
    private final TlsMaterial tls;
    private final Optional<HttpProxy> proxy;
    private final Deadline deadline;

    /** Is with the API of the App. */
    GitHubConversation(
            OutboundHttp http,
            Clock clock,
            GitHubApp app,
            TlsMaterial tls,
            Optional<HttpProxy> proxy,
            Deadline deadline) {
        this.http = http;
        this.clock = clock;
        this.app = app;
        this.tls = tls;
        this.proxy = proxy;
        this.deadline = deadline;
    }

    /** A token, until it expires. */
    record Token(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** A refusal, on its way to the end of the conversation. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient AccessFailure.TokenNotIssued failure;
        private final transient Optional<Instant> notBefore;
        private final boolean isOfOneAlone;

        private RefusedException(
                AccessFailure.TokenNotIssued failure, Optional<Instant> notBefore, boolean isOfOneAlone) {
            super(failure.message());
            this.failure = failure;
            this.notBefore = notBefore;
            this.isOfOneAlone = isOfOneAlone;
        }

        AccessFailure.TokenNotIssued failure() {
            return failure;
        }

        /** When GitHub wants to be asked again; empty when it does not mind. */
        Optional<Instant> notBefore() {
            return notBefore;
        }

        /** Whether another who asks the same may well get an answer, see {@link HttpFailure#isOfOneAlone}. */
        boolean isOfOneAlone() {
            return isOfOneAlone;
        }
    }

    /** Proves who we are, finds the installation, and asks for a token of it. */
    Token issue() throws RefusedException {
        var proof = proof();
        return issue(proof, installation(proof));
    }

    private String proof() throws RefusedException {
        try {
            return AppProof.of(app, clock.instant());
        } catch (GeneralSecurityException | IOException e) {
            throw refused("'githubAppPrivateKey' is not an RSA key in PEM", Family.USER_INPUT);
        }
    }

    private String installation(String proof) throws RefusedException {
        return switch (app.installation()) {
            case GitHubApp.Installation.Numbered(var id) -> id;
            case GitHubApp.Installation.Of(var owner) -> {
                var found = ask(proof, "GET", "/orgs/" + owner + "/installation");
                if (found.status() == 404) {
                    found = ask(proof, "GET", "/users/" + owner + "/installation");
                }
                if (found.status() == 404) {
                    throw refused("the App is not installed for '" + owner + "' (HTTP 404)", Family.USER_INPUT);
                }
                var id = body(found).path("id");
                if (!id.isIntegralNumber()) {
                    throw refused("the answer names no installation", Family.DEPENDENCY);
                }
                yield id.asText();
            }
        };
    }

    private Token issue(String proof, String installation) throws RefusedException {
        var answer = ask(proof, "POST", "/app/installations/" + installation + "/access_tokens");
        if (answer.status() == 404) {
            throw refused(
                    "the App has no installation " + installation + " (HTTP 404); it may have been uninstalled",
                    Family.USER_INPUT);
        }
        var body = body(answer);
        var token = body.path("token").asText("");
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw refused("the answer holds no token", Family.DEPENDENCY);
        }
        return new Token(token, expiry(body.path("expires_at").asText("")));
    }

    /** One that does not say when it expires is used once. */
    private Instant expiry(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }

    private record Answer(int status, String text) {

        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return JSON.missingNode();
            }
        }

        /** GitHub's own reason on one line. */
        String message() {
            var message = json().path("message")
                    .asText("")
                    .replaceAll("[\\p{C}\\s]+", " ")
                    .strip();
            return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        }

        /** The status, and the reason if there is one. */
        String said() {
            return " (HTTP " + status + (message().isEmpty() ? "" : ": " + message()) + ")";
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    private Answer ask(String proof, String method, String path) throws RefusedException {
        var request = new OutboundRequest(
                method,
                URI.create(app.api() + path),
                Map.of(
                        "Authorization", "Bearer " + proof,
                        "Accept", "application/vnd.github+json",
                        "X-GitHub-Api-Version", "2022-11-28"),
                method.equals("POST") ? Optional.of(new byte[0]) : Optional.empty(),
                tls,
                proxy,
                0,
                LONGEST_ANSWER);
        try (var response = http.send(request, deadline)) {
            var answer = new Answer(response.status(), response.beginning(LONGEST_ANSWER));
            var limitEnds = RateLimit.endsAt(response, answer.message(), clock.instant());
            if (limitEnds.isPresent()) {
                throw limited(answer, limitEnds.get());
            }
            return answer;
        } catch (HttpFailureException e) {
            throw new RefusedException(
                    failure(e.failure().message(), Family.DEPENDENCY),
                    Optional.empty(),
                    e.failure().isOfOneAlone());
        } catch (IOException e) {
            throw refused("the answer cannot be read", Family.DEPENDENCY);
        }
    }

    private JsonNode body(Answer answer) throws RefusedException {
        if (answer.status() >= 200 && answer.status() < 300) {
            return answer.json();
        }
        var said = answer.said();
        throw switch (answer.status()) {
            case 401 ->
                refused(
                        "GitHub refuses the App" + said + "; check 'githubAppID' and 'githubAppPrivateKey'",
                        Family.USER_INPUT);
            case 403 -> refused("the installation may not be used" + said, Family.USER_INPUT);
            default -> refused("no token is issued" + said, Family.DEPENDENCY);
        };
    }

    private RefusedException limited(Answer answer, Instant end) {
        var why = "GitHub wants to be asked less often" + answer.said() + "; it is asked again after "
                + end.truncatedTo(ChronoUnit.SECONDS);
        return new RefusedException(failure(why, Family.DEPENDENCY), Optional.of(end), false);
    }

    private RefusedException refused(String why, Family family) {
        return new RefusedException(failure(why, family), Optional.empty(), false);
    }

    private AccessFailure.TokenNotIssued failure(String why, Family family) {
        return new AccessFailure.TokenNotIssued(app.id(), app.api().getHost(), why, family);
    }
}
