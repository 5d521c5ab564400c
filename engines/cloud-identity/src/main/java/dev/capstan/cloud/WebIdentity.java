package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Exchanges the token of this process' service account for temporary keys: AssumeRoleWithWebIdentity of AWS STS. */
final class WebIdentity {
    private static final String ROLE = "AWS_ROLE_ARN";
    private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private static final int LONGEST_ANSWER = 256 << 10;

    private final CloudEnvironment environment;
    private final CloudCalls calls;

    WebIdentity(CloudEnvironment environment, OutboundHttp http) {
        this.environment = environment;
        this.calls = new CloudCalls("the security token service of AWS", http);
    }

    boolean isConfigured() {
        return environment.has(ROLE) && environment.has(TOKEN_FILE);
    }

    Expiring<AwsKeys> ask(Optional<StsEndpoint> service, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var place = service.isPresent() ? service.get() : StsEndpoint.of(environment);
        var form = CloudCalls.form(Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", environment.value(ROLE).orElseThrow(),
                "RoleSessionName", environment.value("AWS_ROLE_SESSION_NAME").orElse("capstan"),
                "WebIdentityToken", environment.file(TOKEN_FILE)));
        var request = OutboundRequest.post(place.address(), form, LONGEST_ANSWER)
                .with(Map.of("Content-Type", CloudCalls.FORM))
                .over(TlsMaterial.NONE, proxy);
        var answer = calls.send(request, deadline);
        var fields = XmlFields.of(answer.body());
        if (answer.status() != 200) {
            throw calls.refused(answer, fields.getOrDefault("Code", ""));
        }
        var keys = new AwsKeys(
                fields.getOrDefault("AccessKeyId", ""),
                fields.getOrDefault("SecretAccessKey", ""),
                Optional.ofNullable(fields.get("SessionToken")));
        if (keys.accessKey().isEmpty() || keys.secretKey().isEmpty()) {
            throw calls.unreadable("it has no keys");
        }
        try {
            return new Expiring<>(keys, Instant.parse(fields.getOrDefault("Expiration", "")));
        } catch (DateTimeParseException e) {
            throw calls.unreadable("it does not say when the keys end");
        }
    }
}
