package dev.capstan.source.bucket;

import dev.capstan.objectstore.AzureAccess;
import dev.capstan.objectstore.AzureAccountKey;
import dev.capstan.objectstore.AzureBlobStore;
import dev.capstan.objectstore.AzureSasKey;
import dev.capstan.objectstore.BucketName;
import dev.capstan.objectstore.ListingLimits;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.ServicePrincipalIdentity;
import dev.capstan.objectstore.StoreConnection;
import dev.capstan.objectstore.StoreEndpoint;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import java.time.Clock;
import java.util.Optional;

/** What the keys of a Secret mean for Azure Blob Storage: a principal before an account key before a shared access signature. */
final class AzureAccount {
    private static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com";

    private final BucketSource source;
    private final StoreConnection connection;
    private final ListingLimits limits;
    private final Clock clock;

    AzureAccount(BucketSource source, StoreConnection connection, ListingLimits limits, Clock clock) {
        this.source = source;
        this.connection = connection;
        this.limits = limits;
        this.clock = clock;
    }

    SourceResult<ObjectStore> store(BucketName container, Optional<SecretValues> secret) {
        var spec = source.spec();
        return BucketAccess.attempt(source, () -> StoreEndpoint.url(spec.endpoint(), spec.insecure()))
                .then(endpoint -> secret.map(values -> access(endpoint, values))
                        .orElseGet(() -> SourceResult.success(AzureAccess.ANONYMOUS))
                        .map(access -> new AzureBlobStore(endpoint, container, access, connection, limits, clock)));
    }

    private SourceResult<AzureAccess> access(StoreEndpoint endpoint, SecretValues secret) {
        if (SecretAccess.word(secret, "clientId").isPresent()) {
            return principal(secret);
        }
        var accountKey = SecretAccess.word(secret, "accountKey");
        if (accountKey.isPresent()) {
            return BucketAccess.attempt(source, () -> AzureAccountKey.of(endpoint, accountKey.get()));
        }
        var sasKey = SecretAccess.word(secret, "sasKey");
        if (sasKey.isPresent()) {
            return BucketAccess.attempt(source, () -> AzureSasKey.parse(sasKey.get()));
        }
        return SecretAccess.malformed(
                secret, "it has none of 'accountKey', 'sasKey', and 'tenantId' with 'clientId' and 'clientSecret'");
    }

    private SourceResult<AzureAccess> principal(SecretValues secret) {
        var tenant = SecretAccess.word(secret, "tenantId");
        var client = SecretAccess.word(secret, "clientId");
        var password = SecretAccess.word(secret, "clientSecret");
        if (secret.all().containsKey("clientCertificate")) {
            return unsupported("a client certificate", secret);
        }
        if (tenant.isEmpty() && password.isEmpty()) {
            return unsupported("a managed identity", secret);
        }
        if (tenant.isEmpty() || password.isEmpty()) {
            return SecretAccess.malformed(
                    secret, "the keys 'tenantId', 'clientId' and 'clientSecret' must all be there");
        }
        return BucketAccess.attempt(
                        source,
                        () -> ServicePrincipalIdentity.of(
                                SecretAccess.word(secret, "authorityHost").orElse(DEFAULT_AUTHORITY),
                                source.spec().insecure(),
                                tenant.get(),
                                client.orElseThrow(),
                                password.get(),
                                connection))
                .map(AzureAccess::bearer);
    }

    private static SourceResult<AzureAccess> unsupported(String what, SecretValues secret) {
        return SecretAccess.malformed(
                secret,
                "it asks for " + what + ", which is not supported yet; use 'clientSecret', 'accountKey' or 'sasKey'");
    }
}
