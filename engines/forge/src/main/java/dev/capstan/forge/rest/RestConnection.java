package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.capstan.forge.Done;
import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends requests about one repository of a forge. No redirect is followed: the login is for the API and for nobody else. */
public final class RestConnection {
    private static final int LONGEST_ANSWER = 8 << 20;

    private final OutboundHttp http;
    private final ForgeRepository repository;
    private final ForgeAccess access;
    private final Deadline deadline;
    private final InstantSource clock;
    private final URI api;
    private final Map<String, String> headers;

    /** Asks the API of the repository. */
    public RestConnection(
            OutboundHttp http, ForgeRepository repository, ForgeAccess access, Deadline deadline, InstantSource clock) {
        this(http, repository, access, deadline, clock, repository.api(), Map.of());
    }

    private RestConnection(
            OutboundHttp http,
            ForgeRepository repository,
            ForgeAccess access,
            Deadline deadline,
            InstantSource clock,
            URI api,
            Map<String, String> headers) {
        this.http = http;
        this.repository = repository;
        this.access = access;
        this.deadline = deadline;
        this.clock = clock;
        this.api = api;
        this.headers = Map.copyOf(headers);
    }

    /** The same with these headers at every request. */
    public RestConnection with(Map<String, String> otherHeaders) {
        return new RestConnection(http, repository, access, deadline, clock, api, otherHeaders);
    }

    /** The same to another API of the same server. */
    public RestConnection at(String path) {
        return new RestConnection(http, repository, access, deadline, clock, api.resolve(path), headers);
    }

    /** What is asked about. */
    public ForgeRepository repository() {
        return repository;
    }

    /** How the forge is reached. */
    public ForgeAccess access() {
        return access;
    }

    /**
     * Sends a call.
     *
     * @return an answer of the 200s, or one that says that the forge does not do what was asked, of the 400s
     * @throws ForgeFailureException when there is no answer, or one that means the same for every call: 401, 429, redirects, the 500s
     */
    public RestAnswer send(RestCall call) throws ForgeFailureException {
        var all = new LinkedHashMap<String, String>();
        all.put("Accept", "application/json");
        all.putAll(headers);
        call.body().ifPresent(_ -> all.put("Content-Type", "application/json"));
        var request = new OutboundRequest(
                call.method(),
                URI.create(api + call.path()),
                all,
                call.body().map(Json::write),
                access.tls(),
                access.proxy(),
                0,
                LONGEST_ANSWER);
        try (var response = http.send(request, deadline)) {
            return checked(call, response, response.body().readAllBytes());
        } catch (HttpFailureException e) {
            String why = e.failure().message();
            throw e.failure() instanceof HttpFailure.AnswerTooLong
                    ? unreadable(why)
                    : failed(new ForgeFailure.Unreachable(repository, why));
        } catch (IOException e) {
            throw failed(new ForgeFailure.Unreachable(repository, "the answer cannot be read"));
        }
    }

    private RestAnswer checked(RestCall call, OutboundResponse response, byte[] bytes) throws ForgeFailureException {
        int status = response.status();
        var body = Json.read(bytes);
        String said = status < 300
                ? ""
                : body.map(it -> ForgeWords.of(it, access.login())).orElse("");
        var wait = RateLimit.wait(response, said, clock.instant());
        if (wait.isPresent()) {
            throw failed(new ForgeFailure.RateLimited(repository, status, wait.get()));
        }
        if (status >= 500) {
            throw failed(new ForgeFailure.ServerError(
                    repository, status, response.retryAfter().map(RateLimit::bounded)));
        }
        if (status >= 300 && status < 400) {
            throw failed(new ForgeFailure.Moved(repository, status));
        }
        if (status == 401) {
            throw failed(new ForgeFailure.Unauthorized(repository, call.what()));
        }
        boolean hasNext = response.header("Link")
                .filter(link -> link.contains("rel=\"next\""))
                .isPresent();
        return new RestAnswer(status, body.orElse(MissingNode.getInstance()), said, hasNext);
    }

    /** Sends a call that is to succeed; its answer has no content that matters. */
    public Done run(RestCall call) throws ForgeFailureException {
        var answer = send(call);
        if (!answer.isSuccess()) {
            throw refused(call, answer);
        }
        return Done.DONE;
    }

    /** Sends a call that is to succeed, and gives its content. */
    public JsonNode json(RestCall call) throws ForgeFailureException {
        return content(call, send(call));
    }

    /** The content of an answer that is to be a success. */
    public JsonNode content(RestCall call, RestAnswer answer) throws ForgeFailureException {
        if (!answer.isSuccess()) {
            throw refused(call, answer);
        }
        if (answer.body().isMissingNode()) {
            throw unreadable("the answer about " + call.what() + " is not JSON");
        }
        return answer.body();
    }

    /** What an answer of the 400s means that is nothing special for the call. */
    public ForgeFailureException refused(RestCall call, RestAnswer answer) {
        return failed(
                switch (answer.status()) {
                    case 403 -> new ForgeFailure.Forbidden(repository, call.what(), answer.said());
                    case 404, 410 -> new ForgeFailure.NotFound(repository, call.what());
                    case 409, 412 -> new ForgeFailure.Conflict(repository, call.what(), answer.said());
                    default -> new ForgeFailure.Invalid(repository, call.what(), answer.status(), answer.said());
                });
    }

    /** An answer that the API does not give. */
    public ForgeFailureException unreadable(String why) {
        return failed(new ForgeFailure.AnswerUnreadable(repository, why));
    }

    /** A list that is longer than can be read. */
    public ForgeFailureException tooMany(String what, int read) {
        return failed(new ForgeFailure.TooMany(repository, what, read));
    }

    /** The number by which the repository knows a pull request. */
    public long number(JsonNode pullRequest, String field) throws ForgeFailureException {
        return Json.number(pullRequest, field)
                .orElseThrow(() -> unreadable("a pull request has no number in '" + field + "'"));
    }

    private static ForgeFailureException failed(ForgeFailure failure) {
        return new ForgeFailureException(failure);
    }
}
