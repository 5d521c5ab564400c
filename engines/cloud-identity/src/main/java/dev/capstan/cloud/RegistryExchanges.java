package dev.capstan.cloud;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Turns keys and tokens of a cloud into what its registry takes as a login. */
final class RegistryExchanges {
    private static final AnswerReader AMAZON_ANSWERS = new AnswerReader("Amazon ECR");
    private static final AnswerReader AZURE_ANSWERS = new AnswerReader("the registry's exchange of tokens");
    private static final JsonMapper JSON = new JsonMapper();

    /** Amazon ECR, "Private registry authentication". */
    private static final Pattern ECR =
            Pattern.compile("[0-9]{12}[.]dkr[.]ecr(-fips)?[.]([a-z]{2,}(?:-[a-z]+)+-[0-9]+)[.]amazonaws[.]com([.]cn)?");

    /** Artifact Registry, "Configure authentication to Artifact Registry for Docker". */
    private static final Pattern GOOGLE = Pattern.compile("([a-z0-9-]+[.])?gcr[.]io|[a-z0-9-]+-docker[.]pkg[.]dev");

    /** Azure Container Registry, "Authenticate with an Azure container registry". */
    private static final Pattern AZURE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*[.]azurecr[.]io");

    private static final String GOOGLE_USER = "oauth2accesstoken";
    private static final String AZURE_USER = "00000000-0000-0000-0000-000000000000";

    private final CloudEnvironment environment;
    private final CloudCalls amazon;
    private final CloudCalls azure;
    private final UnaryOperator<String> registries;
    private final Clock clock;

    /** @param registries gives the base address of a registry by its host */
    RegistryExchanges(CloudEnvironment environment, OutboundHttp http, UnaryOperator<String> registries, Clock clock) {
        this.environment = environment;
        this.amazon = new CloudCalls(AMAZON_ANSWERS.service(), http);
        this.azure = new CloudCalls(AZURE_ANSWERS.service(), http);
        this.registries = registries;
        this.clock = clock;
    }

    /** Refuses registries that are not of the cloud: whoever is shown a login may use it. */
    static void requirePlace(CloudProvider provider, String registry) throws CloudException {
        var hosts = switch (provider) {
            case AWS -> ECR;
            case GCP -> GOOGLE;
            case AZURE -> AZURE;
        };
        if (!hosts.matcher(registry).matches()) {
            var name = switch (provider) {
                case AWS -> "Amazon ECR";
                case GCP -> "Artifact Registry or Container Registry of Google Cloud";
                case AZURE -> "Azure Container Registry";
            };
            throw new CloudException(new CloudFailure.PlaceRefused("'" + registry + "' is not a registry of " + name
                    + ", and the identity of this process is shown to no other; name a Secret for it"));
        }
    }

    /** Who gives the login for a registry of Amazon: the service of the region, and for all accounts the same. */
    static String amazonService(String registry) {
        return registry.substring(registry.indexOf('.') + 1);
    }

    Expiring<CloudLogin> amazon(String registry, AwsKeys keys, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var host = ECR.matcher(registry);
        if (!host.matches()) {
            throw new IllegalStateException("'" + registry + "' was checked before");
        }
        var region = host.group(2);
        var place = ecr(region, host.group(1) != null, host.group(3) != null);
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var headers = new AwsSignature(keys, region, "ecr")
                .sign(
                        "POST",
                        place,
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"),
                        body,
                        clock.instant());
        var data = AMAZON_ANSWERS
                .json(amazon.post(place, headers, body, proxy, deadline))
                .path("authorizationData")
                .path(0);
        try {
            var token = new String(
                    Base64.getDecoder().decode(data.path("authorizationToken").asText("")), StandardCharsets.UTF_8);
            int colon = token.indexOf(':');
            if (colon < 1) {
                throw AMAZON_ANSWERS.unreadable("it has no token");
            }
            return new Expiring<>(
                    new CloudLogin(token.substring(0, colon), token.substring(colon + 1)),
                    Instant.ofEpochSecond(data.path("expiresAt").asLong(0)));
        } catch (IllegalArgumentException e) {
            throw AMAZON_ANSWERS.unreadable("its token is not base64");
        }
    }

    private URI ecr(String region, boolean isFips, boolean isChina) throws CloudException {
        var own = environment.value("AWS_ENDPOINT_URL_ECR");
        try {
            return URI.create(own.orElse("https://" + (isFips ? "ecr-fips." : "api.ecr.") + region + ".amazonaws.com"
                    + (isChina ? ".cn" : "") + "/"));
        } catch (IllegalArgumentException e) {
            throw new CloudException(new CloudFailure.EnvironmentUnusable("AWS_ENDPOINT_URL_ECR is malformed"), e);
        }
    }

    /** The token itself is the password. */
    static CloudLogin google(String token) {
        return new CloudLogin(GOOGLE_USER, token);
    }

    /** The registry exchanges a token of Microsoft Entra for one of its own. */
    Expiring<CloudLogin> azure(String registry, String token, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var answer = azure.postForm(
                URI.create(registries.apply(registry) + "/oauth2/exchange"),
                Map.of("grant_type", "access_token", "service", registry, "access_token", token),
                proxy,
                deadline);
        var refresh = AZURE_ANSWERS.token(AZURE_ANSWERS.json(answer), "refresh_token");
        return new Expiring<>(new CloudLogin(AZURE_USER, refresh), endOf(refresh));
    }

    /** What the claim {@code exp} of the token says; one that says nothing is used once. */
    private Instant endOf(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return clock.instant();
        }
        try {
            return Instant.ofEpochSecond(JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path("exp")
                    .asLong(0));
        } catch (JacksonException | IllegalArgumentException e) {
            return clock.instant();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot break off", e);
        }
    }
}
