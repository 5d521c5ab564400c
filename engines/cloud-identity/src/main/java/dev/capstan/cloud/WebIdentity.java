package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Exchanges the token of this process' service account for temporary keys: AssumeRoleWithWebIdentity of AWS STS. */
final class WebIdentity {
    private static final String ROLE = "AWS_ROLE_ARN";
    private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private static final String SERVICE = "the security token service of AWS";

    private final CloudEnvironment environment;
    private final AnswerReader answers = new AnswerReader(SERVICE);
    private final CloudCalls calls;

    WebIdentity(CloudEnvironment environment, OutboundHttp http) {
        this.environment = environment;
        this.calls = new CloudCalls(SERVICE, http);
    }

    boolean isConfigured() {
        return environment.has(ROLE) && environment.has(TOKEN_FILE);
    }

    Expiring<AwsKeys> ask(Optional<StsEndpoint> service, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var place = service.isPresent() ? service.get() : StsEndpoint.of(environment);
        var fields = Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", environment.value(ROLE).orElseThrow(),
                "RoleSessionName", environment.value("AWS_ROLE_SESSION_NAME").orElse("capstan"),
                "WebIdentityToken", environment.file(TOKEN_FILE));
        var answer = calls.postForm(place.address(), fields, proxy, deadline);
        var said = XmlFields.of(answer.body());
        if (answer.status() != 200) {
            throw answers.refused(answer, said.getOrDefault("Code", ""));
        }
        var keys = new AwsKeys(
                said.getOrDefault("AccessKeyId", ""),
                said.getOrDefault("SecretAccessKey", ""),
                Optional.ofNullable(said.get("SessionToken")));
        if (keys.accessKey().isEmpty() || keys.secretKey().isEmpty()) {
            throw answers.unreadable("it has no keys");
        }
        try {
            return new Expiring<>(keys, Instant.parse(said.getOrDefault("Expiration", "")));
        } catch (DateTimeParseException e) {
            throw answers.unreadable("it does not say when the keys end");
        }
    }
}
