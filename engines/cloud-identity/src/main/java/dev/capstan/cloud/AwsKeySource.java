package dev.capstan.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of AWS, from the first of those that the environment speaks of: keys in the environment, a web identity (EKS: IAM roles for
 * service accounts), the service of the container or pod, the instance metadata service in its version 2. In the order of the AWS SDKs
 * ("Standardized credential providers").
 */
final class AwsKeySource {
    private static final String PROFILES = "/latest/meta-data/iam/security-credentials/";
    private static final String METADATA = "the metadata service of AWS";

    private final CloudEnvironment environment;
    private final MetadataService metadata;
    private final AnswerReader answers = new AnswerReader(METADATA);
    private final WebIdentity webIdentity;

    AwsKeySource(CloudEnvironment environment, MetadataService metadata, OutboundHttp http) {
        this.environment = environment;
        this.metadata = metadata;
        this.webIdentity = new WebIdentity(environment, http);
    }

    /** Keys that are in the environment: they go before everything else, and nobody is asked. */
    Optional<AwsKeys> known() {
        return environment
                .value("AWS_ACCESS_KEY_ID")
                .flatMap(accessKey -> environment
                        .value("AWS_SECRET_ACCESS_KEY")
                        .map(secretKey -> new AwsKeys(accessKey, secretKey, environment.value("AWS_SESSION_TOKEN"))));
    }

    /** Whether a security token service is asked, which is on the network; otherwise it does not matter which, nor the way to it. */
    boolean isOnNetwork() {
        return webIdentity.isConfigured();
    }

    /**
     * Asks for keys where none are known.
     *
     * @param service the security token service; empty for that of the region in the environment
     * @param proxy the way to it
     */
    Expiring<AwsKeys> ask(Optional<StsEndpoint> service, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        if (webIdentity.isConfigured()) {
            return webIdentity.ask(service, proxy, deadline);
        }
        if (environment.has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                || environment.has("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
            return container(deadline);
        }
        return instance(deadline);
    }

    private Expiring<AwsKeys> container(Deadline deadline) throws CloudException {
        var headers =
                authorization().map(token -> Map.of("Authorization", token)).orElse(Map.of());
        var path = environment.value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        var answer = path.isPresent()
                ? metadata.container(path.get(), headers, deadline)
                : metadata.pod(
                        environment.value("AWS_CONTAINER_CREDENTIALS_FULL_URI").orElseThrow(), headers, deadline);
        return keys(answers.json(answer));
    }

    private Optional<String> authorization() throws CloudException {
        var token = environment.has("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
                ? Optional.of(environment.file("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"))
                : environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (token.filter(text -> text.chars().anyMatch(c -> c < ' ' || c > '~')).isPresent()) {
            throw new CloudException(new CloudFailure.EnvironmentUnusable(
                    "the authorization token for container credentials cannot stand in a header"));
        }
        return token;
    }

    private Expiring<AwsKeys> instance(Deadline deadline) throws CloudException {
        if ("true"
                .equalsIgnoreCase(environment.value("AWS_EC2_METADATA_DISABLED").orElse(""))) {
            throw nobody();
        }
        var token = metadata.instance(
                        "PUT", "/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300"), deadline)
                .orElseThrow(AwsKeySource::nobody);
        if (token.isForNow()) {
            throw answers.refused(token, "");
        }
        if (token.status() != 200) {
            throw nobody(); // the service is turned off, or is that of another cloud
        }
        var headers = Map.of("X-aws-ec2-metadata-token", token.text().strip());
        var roles = instance(PROFILES, headers, deadline);
        if (roles.status() == 404) {
            throw nobody();
        }
        if (roles.status() != 200) {
            throw answers.refused(roles, "");
        }
        var role = roles.text().strip().lines().findFirst().orElse("");
        return keys(answers.json(instance(PROFILES + CloudCalls.encode(role), headers, deadline)));
    }

    private CloudAnswer instance(String path, Map<String, String> headers, Deadline deadline) throws CloudException {
        return metadata.instance("GET", path, headers, deadline).orElseThrow(AwsKeySource::nobody);
    }

    private Expiring<AwsKeys> keys(JsonNode json) throws CloudException {
        var keys = new AwsKeys(
                json.path("AccessKeyId").asText(""),
                json.path("SecretAccessKey").asText(""),
                Optional.of(json.path("Token").asText("")).filter(text -> !text.isEmpty()));
        if (keys.accessKey().isEmpty() || keys.secretKey().isEmpty()) {
            throw answers.unreadable("it has no keys");
        }
        try {
            return new Expiring<>(keys, Instant.parse(json.path("Expiration").asText("")));
        } catch (DateTimeParseException e) {
            throw answers.unreadable("it does not say when the keys end");
        }
    }

    private static CloudException nobody() {
        return new CloudException(new CloudFailure.NoIdentity(
                "AWS",
                "AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, nor keys in the environment, nor a service that gives"
                        + " credentials to the container or the machine"));
    }
}
