package dev.capstan.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.SameSite;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.Json;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.RegistryLogin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the service that a registry names for a token. A login goes there only when the service is of the registry's own site or the
 * configuration has a login for its host; and never in clear when the registry speaks TLS.
 */
record TokenService(OutboundHttp http, RepositoryName repository, RegistryAccess access, Deadline deadline) {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int REDIRECTS = 3;
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    /** A token and how long it is good. */
    record Granted(String token, Duration lifetime) {}

    Granted ask(Challenge.Bearer challenge, String scope, boolean isRegistryOverTls) throws OciFailureException {
        URI realm = realm(challenge.realm());
        RegistryLogin login = loginFor(realm, isRegistryOverTls);
        try (var answer = http.send(request(realm, challenge, scope, login), deadline)) {
            return switch (answer.status()) {
                case 200 -> granted(Json.object(repository, answer.body().readAllBytes(), "a token"));
                case 400, 401, 403 ->
                    throw rejected(
                            login instanceof RegistryLogin.Anonymous
                                    ? "it wants a login, and none is given"
                                    : "its token service refused the login (HTTP " + answer.status() + ")");
                case 429 -> throw new OciFailureException(new OciFailure.RateLimited(repository, answer.retryAfter()));
                default ->
                    throw new OciFailureException(
                            new OciFailure.RegistryRefused(repository, answer.status(), "its token service failed"));
            };
        } catch (HttpFailureException e) {
            throw HttpFailures.of(repository, e);
        } catch (OciFailureException e) {
            throw e;
        } catch (IOException e) {
            throw new OciFailureException(new OciFailure.Unreachable(repository, "the connection broke"));
        }
    }

    private URI realm(String text) throws OciFailureException {
        try {
            URI realm = new URI(text);
            boolean isHttp = "https".equals(realm.getScheme()) || "http".equals(realm.getScheme());
            if (isHttp && realm.getHost() != null && realm.getRawUserInfo() == null) {
                return realm;
            }
        } catch (URISyntaxException e) {
            // Falls through to the failure, as every other text that is not an address does.
        }
        throw new OciFailureException(
                new OciFailure.AnswerMalformed(repository, "its token service is not an http or https URL"));
    }

    /** Who we are for the service; what is not meant for it does not go there. */
    private RegistryLogin loginFor(URI realm, boolean isRegistryOverTls) throws OciFailureException {
        RegistryLogin login = access.logins().loginFor(repository);
        if (login instanceof RegistryLogin.Anonymous) {
            return login;
        }
        if (isRegistryOverTls && !"https".equals(realm.getScheme())) {
            throw rejected("its token service does not speak TLS, so it does not get the login");
        }
        if (SameSite.of(realm.getHost(), repository.host())) {
            return login;
        }
        return access.logins()
                .loginFor(realm.getRawAuthority())
                .orElseThrow(() -> new OciFailureException(
                        new OciFailure.TokenServiceForeign(repository, realm.getRawAuthority())));
    }

    private OutboundRequest request(URI realm, Challenge.Bearer challenge, String scope, RegistryLogin login) {
        var parameters = new LinkedHashMap<String, String>();
        challenge.service().ifPresent(it -> parameters.put("service", it));
        parameters.put("scope", scope);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        OutboundRequest request;
        if (login instanceof RegistryLogin.IdentityToken(var token)) {
            parameters.put("grant_type", "refresh_token");
            parameters.put("client_id", "capstan");
            parameters.put("refresh_token", token);
            headers.put("Content-Type", "application/x-www-form-urlencoded");
            request = OutboundRequest.post(realm, encoded(parameters).getBytes(StandardCharsets.UTF_8), LONGEST_ANSWER);
        } else {
            if (login instanceof RegistryLogin.Password password) {
                headers.put("Authorization", RegistryConnection.basic(password));
            }
            String separator = realm.getRawQuery() == null ? "?" : "&";
            request = OutboundRequest.get(
                    URI.create(withoutFragment(realm) + separator + encoded(parameters)), LONGEST_ANSWER);
        }
        return request.with(headers).over(tlsFor(realm), access.proxy()).following(REDIRECTS);
    }

    /** A client certificate is for the registry's own site, as a password is. */
    private TlsMaterial tlsFor(URI realm) {
        return SameSite.of(realm.getHost(), repository.host())
                ? access.tls()
                : access.tls().withoutClient();
    }

    private static String withoutFragment(URI address) {
        String text = address.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static String encoded(Map<String, String> parameters) {
        var text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private Granted granted(JsonNode answer) throws OciFailureException {
        Optional<String> token = Json.text(answer, "token").or(() -> Json.text(answer, "access_token"));
        if (token.isEmpty()) {
            throw new OciFailureException(
                    new OciFailure.AnswerMalformed(repository, "the answer of its token service has no token"));
        }
        var lifetime = Duration.ofSeconds(
                Math.clamp(answer.path("expires_in").asLong(), SHORTEST_LIFE.toSeconds(), LONGEST_LIFE.toSeconds()));
        return new Granted(token.get(), lifetime);
    }

    private OciFailureException rejected(String why) {
        return new LoginFailures(repository, access).rejected(why);
    }
}
