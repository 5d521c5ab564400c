package dev.capstan.source.bucket;

import dev.capstan.access.SecretAccess;
import dev.capstan.access.ShownIdentity;
import dev.capstan.cloud.AzureAudience;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.cloud.CloudPlaces;
import dev.capstan.objectstore.AzureAccess;
import dev.capstan.objectstore.AzureAccountKey;
import dev.capstan.objectstore.AzureBlobStore;
import dev.capstan.objectstore.AzureSasKey;
import dev.capstan.objectstore.BearerIdentity;
import dev.capstan.objectstore.BucketName;
import dev.capstan.objectstore.ListingLimits;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.ServicePrincipalIdentity;
import dev.capstan.objectstore.StoreConnection;
import dev.capstan.objectstore.StoreEndpoint;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.time.Clock;
import java.util.Optional;

/** What the keys of a Secret mean for Azure Blob Storage: a principal before an account key before a shared access signature. */
final class AzureAccount {
    private static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com";

    private final BucketSource source;
    private final StoreConnection connection;
    private final CloudIdentities cloud;
    private final ListingLimits limits;
    private final Clock clock;

    AzureAccount(
            BucketSource source, StoreConnection connection, CloudIdentities cloud, ListingLimits limits, Clock clock) {
        this.source = source;
        this.connection = connection;
        this.cloud = cloud;
        this.limits = limits;
        this.clock = clock;
    }

    SourceResult<ObjectStore> store(BucketName container, Optional<SecretValues> secret) {
        var spec = source.spec();
        return BucketAccess.attempt(source, () -> StoreEndpoint.url(spec.endpoint(), spec.insecure()))
                .then(endpoint -> secret.map(values -> access(endpoint, values))
                        .orElseGet(() -> ofThisProcess(endpoint))
                        .map(access -> new AzureBlobStore(endpoint, container, access, connection, limits, clock)));
    }

    private SourceResult<AzureAccess> ofThisProcess(StoreEndpoint endpoint) {
        return CloudPlaces.isAzureStorage(endpoint.base())
                ? SourceResult.of(ShownIdentity.over(
                        connection.tls(),
                        AzureAccess.bearer(BearerIdentity.ifAny(deadline ->
                                cloud.azure(AzureAudience.STORAGE, Optional.empty(), connection.proxy(), deadline)))))
                : SourceResult.success(AzureAccess.ANONYMOUS);
    }

    private SourceResult<AzureAccess> managed(StoreEndpoint endpoint, String client) {
        return ShownIdentity.askForSecret(() -> CloudPlaces.requireAzureStorage(endpoint.base()))
                .then(_ -> ShownIdentity.over(
                        connection.tls(),
                        AzureAccess.bearer(BearerIdentity.of(deadline -> cloud.azure(
                                AzureAudience.STORAGE, Optional.of(client), connection.proxy(), deadline)))))
                .map(SourceResult::success)
                .orElse(failure -> SourceResult.failed(BucketFailure.ofIdentity(source, failure)));
    }

    private SourceResult<AzureAccess> access(StoreEndpoint endpoint, SecretValues secret) {
        if (SecretAccess.word(secret, "clientId").isPresent()) {
            return principal(endpoint, secret);
        }
        var accountKey = SecretAccess.word(secret, "accountKey");
        if (accountKey.isPresent()) {
            return BucketAccess.attempt(source, () -> AzureAccountKey.of(endpoint, accountKey.get()));
        }
        var sasKey = SecretAccess.word(secret, "sasKey");
        if (sasKey.isPresent()) {
            return BucketAccess.attempt(source, () -> AzureSasKey.parse(sasKey.get()));
        }
        return SourceResult.of(SecretAccess.malformed(
                secret, "it has none of 'accountKey', 'sasKey', and 'tenantId' with 'clientId' and 'clientSecret'"));
    }

    private SourceResult<AzureAccess> principal(StoreEndpoint endpoint, SecretValues secret) {
        var tenant = SecretAccess.word(secret, "tenantId");
        var client = SecretAccess.word(secret, "clientId");
        var password = SecretAccess.word(secret, "clientSecret");
        if (secret.all().containsKey("clientCertificate")) {
            return SourceResult.of(SecretAccess.malformed(
                    secret,
                    "it asks for a client certificate, which is not supported yet; use 'clientSecret', 'accountKey'"
                            + " or 'sasKey'"));
        }
        if (tenant.isEmpty() && password.isEmpty()) {
            return managed(endpoint, client.orElseThrow());
        }
        if (tenant.isEmpty() || password.isEmpty()) {
            return SourceResult.of(SecretAccess.malformed(
                    secret, "the keys 'tenantId', 'clientId' and 'clientSecret' must all be there"));
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
}
