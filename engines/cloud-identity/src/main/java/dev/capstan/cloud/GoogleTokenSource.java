package dev.capstan.cloud;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens of Google Cloud: by the configuration of workload identity federation that {@code GOOGLE_APPLICATION_CREDENTIALS} leads
 * to, or from the metadata server of the machine or pod ("Authenticate to Google Cloud APIs from GKE workloads").
 */
final class GoogleTokenSource {
    private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** 404: there is no service account. The others come from the metadata services of other clouds, which miss something. */
    private static final Set<Integer> NOT_GIVEN = Set.of(400, 401, 404);

    private static final AnswerReader EXCHANGE = new AnswerReader("the token exchange of Google Cloud");
    private static final AnswerReader SERVER = new AnswerReader("the metadata server of Google Cloud");
    private static final JsonMapper JSON = new JsonMapper();

    private final CloudEnvironment environment;
    private final MetadataService metadata;
    private final CloudCalls exchange;
    private final Clock clock;

    GoogleTokenSource(CloudEnvironment environment, MetadataService metadata, OutboundHttp http, Clock clock) {
        this.environment = environment;
        this.metadata = metadata;
        this.exchange = new CloudCalls(EXCHANGE.service(), http);
        this.clock = clock;
    }

    /** Whether servers on the network are asked; otherwise the way to them does not matter. */
    boolean isOnNetwork() {
        return environment.has(FILE);
    }

    Expiring<String> ask(Optional<HttpProxy> proxy, Deadline deadline) throws CloudException {
        return isOnNetwork() ? federated(proxy, deadline) : fromServer(deadline);
    }

    private Expiring<String> fromServer(Deadline deadline) throws CloudException {
        var answer = metadata.instance(
                        "GET",
                        "/computeMetadata/v1/instance/service-accounts/default/token",
                        Map.of("Metadata-Flavor", "Google"),
                        deadline)
                .filter(it -> !NOT_GIVEN.contains(it.status()))
                .orElseThrow(() -> new CloudException(new CloudFailure.NoIdentity(
                        "Google Cloud", FILE + " nor a metadata server with a service account")));
        return SERVER.accessToken(answer, clock.instant());
    }

    /** "Workload identity federation": a token of somebody else for one of Google, and that perhaps for one of a service account. */
    private Expiring<String> federated(Optional<HttpProxy> proxy, Deadline deadline) throws CloudException {
        var file = configuration();
        var fields = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "requested_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "audience",
                file.path("audience").asText(""),
                "scope",
                SCOPE,
                "subject_token_type",
                file.path("subject_token_type").asText(""),
                "subject_token",
                subject(file.path("credential_source")));
        var token = EXCHANGE.accessToken(
                exchange.postForm(uri(file, "token_url"), fields, proxy, deadline), clock.instant());
        return file.has("service_account_impersonation_url")
                ? impersonated(uri(file, "service_account_impersonation_url"), token.value(), proxy, deadline)
                : token;
    }

    private Expiring<String> impersonated(URI place, String token, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var body = JSON.createObjectNode();
        body.putArray("scope").add(SCOPE);
        var json = EXCHANGE.json(exchange.post(
                place,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token),
                body.toString().getBytes(StandardCharsets.UTF_8),
                proxy,
                deadline));
        try {
            return new Expiring<>(
                    EXCHANGE.token(json, "accessToken"),
                    Instant.parse(json.path("expireTime").asText("")));
        } catch (DateTimeParseException e) {
            throw EXCHANGE.unreadable("it does not say when the token ends");
        }
    }

    private JsonNode configuration() throws CloudException {
        var file = json(environment.file(FILE));
        if (!file.path("type").asText("").equals("external_account")
                || !file.path("credential_source").path("file").isTextual()) {
            throw unusable("the file that " + FILE + " leads to is not a configuration of workload identity federation"
                    + " with a token in a file; for a key of a service account use a Secret");
        }
        return file;
    }

    private String subject(JsonNode source) throws CloudException {
        var text = environment.read(FILE, source.path("file").asText(""));
        var format = source.path("format");
        return format.path("type").asText("text").equals("json")
                ? json(text)
                        .path(format.path("subject_token_field_name").asText(""))
                        .asText("")
                : text;
    }

    private static URI uri(JsonNode file, String field) throws CloudException {
        var text = file.path(field).asText("");
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unusable("the " + field + " in the file that " + FILE + " leads to is malformed");
        }
    }

    private static JsonNode json(String text) throws CloudException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw unusable("a file that " + FILE + " leads to is not JSON");
        }
    }

    private static CloudException unusable(String why) {
        return new CloudException(new CloudFailure.EnvironmentUnusable(why));
    }
}
