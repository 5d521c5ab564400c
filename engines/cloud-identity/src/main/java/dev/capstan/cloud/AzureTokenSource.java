package dev.capstan.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of Microsoft Entra: for the token of this process' service account (workload identity of AKS, "client credentials flow"
 * with a federated credential), or from the instance metadata service (managed identity).
 */
final class AzureTokenSource {
    private static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String TENANT = "AZURE_TENANT_ID";
    private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";
    private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";
    private static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com/";

    /** So Azure answers while the service is replaced. */
    private static final int UPDATING = 410;

    /** As {@link #UPDATING}; but other clouds answer so, too, for a path that is not theirs. */
    private static final int NOT_FOUND = 404;

    private static final AnswerReader ENTRA = new AnswerReader("the token service of Microsoft Entra");
    private static final AnswerReader SERVER = new AnswerReader("the metadata service of Azure");

    private final CloudEnvironment environment;
    private final MetadataService metadata;
    private final CloudCalls calls;
    private final Clock clock;
    private volatile boolean hadToken;

    AzureTokenSource(CloudEnvironment environment, MetadataService metadata, OutboundHttp http, Clock clock) {
        this.environment = environment;
        this.metadata = metadata;
        this.calls = new CloudCalls(ENTRA.service(), http);
        this.clock = clock;
    }

    /** Whether a server on the network is asked; otherwise the way to it does not matter. */
    boolean isOnNetwork(Optional<String> managed) {
        return managed.isEmpty() && environment.has(CLIENT) && environment.has(TENANT) && environment.has(TOKEN_FILE);
    }

    /**
     * Asks for a token.
     *
     * @param managed the client of a managed identity that somebody chose; empty for what the environment says
     */
    Expiring<String> ask(AzureAudience audience, Optional<String> managed, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        return isOnNetwork(managed)
                ? federated(audience, proxy, deadline)
                : managed(audience, managed.or(() -> environment.value(CLIENT)), deadline);
    }

    private Expiring<String> federated(AzureAudience audience, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var fields = Map.of(
                "grant_type", "client_credentials",
                "client_id", environment.value(CLIENT).orElseThrow(),
                "scope", audience.scope(),
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", environment.file(TOKEN_FILE));
        return ENTRA.accessToken(calls.postForm(tokenEndpoint(), fields, proxy, deadline), clock.instant());
    }

    private URI tokenEndpoint() throws CloudException {
        var authority = environment.value(AUTHORITY).orElse(DEFAULT_AUTHORITY);
        var tenant = CloudCalls.encode(environment.value(TENANT).orElseThrow());
        try {
            return URI.create(authority + (authority.endsWith("/") ? "" : "/") + tenant + "/oauth2/v2.0/token");
        } catch (IllegalArgumentException e) {
            throw new CloudException(new CloudFailure.EnvironmentUnusable(AUTHORITY + " is malformed"), e);
        }
    }

    private Expiring<String> managed(AzureAudience audience, Optional<String> client, Deadline deadline)
            throws CloudException {
        var path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource="
                + CloudCalls.encode(audience.resource())
                + client.map(id -> "&client_id=" + CloudCalls.encode(id)).orElse("");
        var headers = Map.of("Metadata", "true");
        var answer = client.isPresent()
                ? metadata.expectedInstance("GET", path, headers, deadline)
                : metadata.instance("GET", path, headers, deadline).orElseThrow(AzureTokenSource::nobody);
        return managed(answer, client.isPresent());
    }

    private Expiring<String> managed(CloudAnswer answer, boolean isChosen) throws CloudException {
        if (answer.status() == 200) {
            var token = SERVER.accessToken(answer, clock.instant());
            hadToken = true;
            return token;
        }
        var error = AnswerReader.error(answer);
        if (!isChosen && error.path("error").asText("").equals("invalid_request")) {
            var why = error.path("error_description").asText("").toLowerCase(Locale.ROOT);
            if (why.contains("identity not found")) {
                throw nobody();
            }
            if (why.contains("multiple user assigned identities")) {
                throw new CloudException(new CloudFailure.EnvironmentUnusable(
                        "the machine has several managed identities; choose one with " + CLIENT));
            }
        }
        if (answer.status() == UPDATING || (answer.status() == NOT_FOUND && (isChosen || hadToken))) {
            throw SERVER.busy(answer);
        }
        if (isOfAnotherCloud(answer.status(), error) && !isChosen) {
            throw nobody();
        }
        throw SERVER.refused(answer, AnswerReader.code(error));
    }

    /** Azure itself names the error in JSON. */
    private static boolean isOfAnotherCloud(int status, JsonNode error) {
        return status >= 400 && status < 500 && status != 429 && !error.has("error");
    }

    private static CloudException nobody() {
        return new CloudException(new CloudFailure.NoIdentity(
                "Azure",
                CLIENT + ", " + TENANT + " and " + TOKEN_FILE + ", nor a metadata service with a managed identity"));
    }
}
