package dev.capstan.source.gitrepository.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.meta.Failure.Family;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceResult;
import dev.capstan.source.gitrepository.GitHubApp;
import dev.capstan.source.gitrepository.GitSourceFailure;
import dev.capstan.source.gitrepository.InstallationTokens;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks GitHub for tokens of installations: <a
 * href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app">Authenticating with a GitHub App</a>.
 * A token is kept until shortly before it expires, and is never written anywhere.
 */
public final class GitHubTokens implements InstallationTokens {
    private static final Duration LEFT_AT_LEAST = Duration.ofMinutes(5);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_MESSAGE = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final OutboundHttp http;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    /** Asks over the client. */
    public GitHubTokens(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    private record Token(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** How the API is reached, and who asks. */
    private record Api(GitHubApp app, String proof, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        @Override
        public String toString() {
            return "Api[]";
        }
    }

    /** A refusal, on its way to the end of the conversation. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient GitSourceFailure.TokenNotIssued failure;

        Refused(GitSourceFailure.TokenNotIssued failure) {
            super(failure.message());
            this.failure = failure;
        }
    }

    @Override
    public SourceResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        var known = tokens.get(app.identity());
        if (known != null && isGood(known)) {
            return SourceResult.success(known.value());
        }
        try {
            var api = new Api(app, proof(app), tls, proxy, deadline);
            var token = issue(api, installation(api));
            tokens.values().removeIf(other -> !isGood(other));
            tokens.put(app.identity(), token);
            return SourceResult.success(token.value());
        } catch (Refused e) {
            return SourceResult.failed(e.failure);
        }
    }

    private boolean isGood(Token token) {
        return clock.instant().plus(LEFT_AT_LEAST).isBefore(token.expiresAt());
    }

    @Override
    public void forget(String identity) {
        tokens.remove(identity);
    }

    private String proof(GitHubApp app) throws Refused {
        try {
            return AppProof.of(app, clock.instant());
        } catch (GeneralSecurityException | IOException e) {
            throw refused(app, "'githubAppPrivateKey' is not an RSA key in PEM", Family.USER_INPUT);
        }
    }

    private String installation(Api api) throws Refused {
        return switch (api.app().installation()) {
            case GitHubApp.Installation.Numbered(var id) -> id;
            case GitHubApp.Installation.Of(var owner) -> {
                var found = ask(api, "GET", "/orgs/" + owner + "/installation");
                if (found.status() == 404) {
                    found = ask(api, "GET", "/users/" + owner + "/installation");
                }
                if (found.status() == 404) {
                    throw refused(
                            api.app(), "the App is not installed for '" + owner + "' (HTTP 404)", Family.USER_INPUT);
                }
                var id = body(api, found).path("id");
                if (!id.isIntegralNumber()) {
                    throw refused(api.app(), "the answer names no installation", Family.DEPENDENCY);
                }
                yield id.asText();
            }
        };
    }

    private Token issue(Api api, String installation) throws Refused {
        var answer = ask(api, "POST", "/app/installations/" + installation + "/access_tokens");
        if (answer.status() == 404) {
            throw refused(
                    api.app(),
                    "the App has no installation " + installation + " (HTTP 404); it may have been uninstalled",
                    Family.USER_INPUT);
        }
        var body = body(api, answer);
        var token = body.path("token").asText("");
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw refused(api.app(), "the answer holds no token", Family.DEPENDENCY);
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
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    private Answer ask(Api api, String method, String path) throws Refused {
        var request = new OutboundRequest(
                method,
                URI.create(api.app().api() + path),
                Map.of(
                        "Authorization", "Bearer " + api.proof(),
                        "Accept", "application/vnd.github+json",
                        "X-GitHub-Api-Version", "2022-11-28"),
                method.equals("POST") ? Optional.of(new byte[0]) : Optional.empty(),
                api.tls(),
                api.proxy(),
                0,
                LONGEST_ANSWER);
        try (var response = http.send(request, api.deadline())) {
            return new Answer(response.status(), response.beginning(LONGEST_ANSWER));
        } catch (HttpFailureException e) {
            throw refused(api.app(), e.failure().message(), Family.DEPENDENCY);
        } catch (IOException e) {
            throw refused(api.app(), "the answer cannot be read", Family.DEPENDENCY);
        }
    }

    private static JsonNode body(Api api, Answer answer) throws Refused {
        if (answer.status() >= 200 && answer.status() < 300) {
            return json(answer);
        }
        var said = said(answer);
        throw switch (answer.status()) {
            case 401 ->
                refused(
                        api.app(),
                        "GitHub refuses the App" + said + "; check 'githubAppID' and 'githubAppPrivateKey'",
                        Family.USER_INPUT);
            case 403 -> refused(api.app(), "the installation may not be used" + said, Family.USER_INPUT);
            default -> refused(api.app(), "no token is issued" + said, Family.DEPENDENCY);
        };
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** The status, and GitHub's own reason on one line. */
    private static String said(Answer answer) {
        var message = json(answer)
                .path("message")
                .asText("")
                .replaceAll("[\\p{C}\\s]+", " ")
                .strip();
        var shown = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        return " (HTTP " + answer.status() + (shown.isEmpty() ? "" : ": " + shown) + ")";
    }

    private static Refused refused(GitHubApp app, String why, Family family) {
        return new Refused(
                new GitSourceFailure.TokenNotIssued(app.id(), app.api().getHost(), why, family));
    }
}
