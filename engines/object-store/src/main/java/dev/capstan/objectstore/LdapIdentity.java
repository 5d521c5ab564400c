package dev.capstan.objectstore;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.http.Deadline;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Temporary keys for the name and password of a directory, from a security token service that knows {@code
 * AssumeRoleWithLDAPIdentity} as MinIO documents it. Asked for once, at the first request.
 */
public final class LdapIdentity implements AwsIdentity {
    private static final String SERVICE = "the security token service";

    private final URI address;
    private final String user;
    private final String password;
    private final StoreCalls calls;
    private Optional<AwsKeys> known = Optional.empty();

    /**
     * @param service an http or https URL
     * @param connection the way to the service, which may be another than to the bucket
     */
    public LdapIdentity(StoreEndpoint service, String user, String password, StoreConnection connection) {
        this.address = URI.create(service.base() + "/");
        this.user = user;
        this.password = password;
        this.calls = new StoreCalls(connection);
    }

    @Override
    public synchronized Optional<AwsKeys> keys(Deadline deadline) throws ObjectStoreException {
        if (known.isEmpty()) {
            known = Optional.of(ask(deadline));
        }
        return known;
    }

    private AwsKeys ask(Deadline deadline) throws ObjectStoreException {
        var form = Map.of(
                "Action",
                "AssumeRoleWithLDAPIdentity",
                "Version",
                "2011-06-15",
                "LDAPUsername",
                user,
                "LDAPPassword",
                password);
        try (var answer = calls.post(address, form, deadline)) {
            if (answer.status() != 200) {
                var code = XmlAnswer.parse(StoreCalls.error(answer))
                        .flatMap(it -> it.first("Error"))
                        .map(it -> StoreCalls.code(it.textOf("Code")))
                        .orElse("");
                throw StoreCalls.failure(new ObjectStoreFailure.TokenRefused(SERVICE, answer.status(), code));
            }
            var root = XmlAnswer.read(answer.body());
            return root.first("AssumeRoleWithLDAPIdentityResult")
                    .flatMap(it -> it.first("Credentials"))
                    .map(LdapIdentity::keysOf)
                    .filter(it -> !it.accessKey().isEmpty() && !it.secretKey().isEmpty())
                    .orElseThrow(() -> StoreCalls.failure(
                            new ObjectStoreFailure.AnswerUnreadable(SERVICE + " did not send temporary credentials")));
        }
    }

    private static AwsKeys keysOf(XmlElement credentials) {
        return new AwsKeys(
                credentials.textOf("AccessKeyId").strip(),
                credentials.textOf("SecretAccessKey").strip(),
                Optional.of(credentials.textOf("SessionToken").strip()).filter(it -> !it.isEmpty()));
    }
}
