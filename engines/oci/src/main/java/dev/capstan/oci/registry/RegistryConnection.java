package dev.capstan.oci.registry;

import dev.capstan.digest.FieldDigest;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.Json;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.RegistryLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests about one repository, and shows who we are when it is asked for. */
final class RegistryConnection {
    private static final int REDIRECTS = 5;
    private static final int LONGEST_ERROR = 16 << 10;
    private static final Duration BASIC_LIFETIME = Duration.ofHours(1);

    private final OutboundHttp http;
    private final RepositoryName repository;
    private final RegistryAccess access;
    private final Deadline deadline;
    private final KnownTokens tokens;
    private final SchemeProbe scheme;
    private final KnownPages pages;
    private final String identity;

    RegistryConnection(
            OutboundHttp http,
            RepositoryName repository,
            RegistryAccess access,
            Deadline deadline,
            KnownTokens tokens,
            KnownSchemes schemes,
            KnownPages pages) {
        this.http = http;
        this.repository = repository;
        this.access = access;
        this.deadline = deadline;
        this.tokens = tokens;
        this.pages = pages;
        this.identity = access.identity();
        this.scheme = new SchemeProbe(http, repository, access, identity, deadline, schemes);
    }

    /**
     * A request to the registry.
     *
     * @param limit bytes of the answer that may be read
     */
    record Request(
            String method, URI address, Map<String, String> headers, Optional<byte[]> body, Scope scope, long limit) {
        static Request get(URI address, long limit) {
            return new Request("GET", address, Map.of(), Optional.empty(), Scope.PULL, limit);
        }

        Request with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Request(method, address, more, body, scope, limit);
        }

        /** Method and path; the query of an upload is a secret, and so may be what is sent. */
        @Override
        public String toString() {
            return method + " " + address.getPath();
        }
    }

    RepositoryName repository() {
        return repository;
    }

    /** Equal for those who have the same rights in the same repository. */
    String identity() {
        return identity + " " + repository;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Pages that were sent to those with the same rights or others; keys begin with {@link #identity()}. */
    KnownPages pages() {
        return pages;
    }

    /** The address of something below the repository, such as {@code manifests/latest}. */
    URI address(String below) throws OciFailureException {
        return URI.create(origin() + "/v2/" + repository.path() + "/" + below);
    }

    /**
     * Where a registry leads us with a header, within itself.
     *
     * @throws OciFailureException when it leads to another origin, which must not see who we are
     */
    URI within(URI from, String location) throws OciFailureException {
        URI place = resolve(from, location);
        if (!isOurs(place)) {
            throw malformed("it leads from one page of a list to another host");
        }
        return place;
    }

    /** Where a registry leads us with a header, wherever that is. */
    URI resolve(URI from, String location) throws OciFailureException {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw malformed("it leads to something that is not an address");
        }
    }

    /** Sends a request, and once more with who we are when the registry asks for that. A 401 that remains is a failure. */
    OutboundResponse send(Request request) throws OciFailureException {
        String key = tokenKey(request.scope());
        OutboundResponse first = sendWith(request, tokens.get(key).or(this::fixedToken));
        if (first.status() != 401 || !isOurs(request.address())) {
            return first;
        }
        tokens.remove(key);
        List<String> challenges = first.headers().getOrDefault("WWW-Authenticate", List.of());
        first.close();
        OutboundResponse second = sendWith(request, Optional.of(authorization(challenges, request.scope(), key)));
        if (second.status() == 401) {
            try (second) {
                tokens.remove(key);
                throw refused(second, "");
            }
        }
        return second;
    }

    /** The failure that an answer stands for; reads the beginning of its body. */
    OciFailureException refused(OutboundResponse answer, String what) {
        String text = errorText(answer);
        return switch (answer.status()) {
            case 401, 403 ->
                rejected((access.logins().loginFor(repository) instanceof RegistryLogin.Anonymous
                                ? "no login is given, and the registry wants one or has no such repository"
                                : "the registry refused the login")
                        + (text.isEmpty() ? "" : " (" + text + ")"));
            case 404 -> new OciFailureException(new OciFailure.NotFound(repository, what));
            case 429 -> new OciFailureException(new OciFailure.RateLimited(repository, answer.retryAfter()));
            default -> new OciFailureException(new OciFailure.RegistryRefused(repository, answer.status(), text));
        };
    }

    private OciFailureException rejected(String why) {
        return new LoginFailures(repository, access).rejected(why);
    }

    OciFailureException malformed(String why) {
        return new OciFailureException(new OciFailure.AnswerMalformed(repository, why));
    }

    private OutboundResponse sendWith(Request request, Optional<String> authorization) throws OciFailureException {
        var headers = new LinkedHashMap<>(request.headers());
        boolean isOurs = isOurs(request.address());
        authorization.filter(_ -> isOurs).ifPresent(it -> headers.put("Authorization", it));
        var outbound = new OutboundRequest(
                request.method(),
                request.address(),
                headers,
                request.body(),
                isOurs ? access.tls() : access.tls().withoutClient(),
                access.proxy(),
                request.body().isPresent() ? 0 : REDIRECTS,
                request.limit());
        try {
            return http.send(outbound, deadline);
        } catch (HttpFailureException e) {
            throw HttpFailures.of(repository, e);
        }
    }

    private String authorization(List<String> challenges, Scope scope, String key) throws OciFailureException {
        var challenge = Challenge.of(challenges);
        if (challenge.isEmpty()) {
            throw rejected("the registry wants a login, and does not say of a kind that is known how");
        }
        return switch (challenge.get()) {
            case Challenge.Basic _ -> {
                if (!(access.logins().loginFor(repository) instanceof RegistryLogin.Password password)) {
                    throw rejected("the registry wants a user and password, and none are given");
                }
                tokens.put(key, basic(password), BASIC_LIFETIME);
                yield basic(password);
            }
            case Challenge.Bearer bearer -> {
                var granted = new TokenService(http, repository, access, deadline)
                        .ask(bearer, scope.of(repository), origin().startsWith("https:"));
                String header = "Bearer " + granted.token();
                tokens.put(key, header, granted.lifetime());
                yield header;
            }
        };
    }

    private Optional<String> fixedToken() {
        return access.logins().loginFor(repository) instanceof RegistryLogin.RegistryToken(var token)
                ? Optional.of("Bearer " + token)
                : Optional.empty();
    }

    private String tokenKey(Scope scope) {
        return new FieldDigest()
                .add(identity, repository.registry(), scope.of(repository))
                .finish()
                .hex();
    }

    static String basic(RegistryLogin.Password login) {
        byte[] text = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    /** Scheme, host and port. */
    private String origin() throws OciFailureException {
        return scheme.scheme() + "://" + repository.registry();
    }

    private boolean isOurs(URI address) throws OciFailureException {
        return Origin.of(address).equals(Origin.of(URI.create(origin())));
    }

    /** Code and message of the first error, as the specification has them; a body of any other form is not shown. */
    private static String errorText(OutboundResponse answer) {
        try {
            var error = Json.object(answer.body().readNBytes(LONGEST_ERROR))
                    .map(it -> it.path("errors").path(0));
            return error.map(it -> Json.cleaned(
                            it.path("code").asText() + ": " + it.path("message").asText()))
                    .filter(it -> !it.equals(":"))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
