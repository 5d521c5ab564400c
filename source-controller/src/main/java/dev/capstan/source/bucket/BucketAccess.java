package dev.capstan.source.bucket;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.ShownIdentity;
import dev.capstan.api.source.BucketTokenService;
import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.cloud.CloudPlaces;
import dev.capstan.cloud.StsEndpoint;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.objectstore.AwsIdentity;
import dev.capstan.objectstore.BearerIdentity;
import dev.capstan.objectstore.BucketName;
import dev.capstan.objectstore.GcsStore;
import dev.capstan.objectstore.LdapIdentity;
import dev.capstan.objectstore.ListingLimits;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.ObjectStoreException;
import dev.capstan.objectstore.ObjectStoreFailure;
import dev.capstan.objectstore.S3Store;
import dev.capstan.objectstore.ServiceAccountIdentity;
import dev.capstan.objectstore.StoreConnection;
import dev.capstan.objectstore.StoreEndpoint;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.time.Clock;
import java.util.Optional;

/** Finds buckets by the fields of the spec and the Secrets that it names. */
public final class BucketAccess implements ObjectStores {
    private static final String SECRET = "spec.secretRef";
    private static final String TLS = "spec.certSecretRef";
    private static final String TOKEN_SERVICE_SECRET = "spec.sts.secretRef";
    private static final String TOKEN_SERVICE_TLS = "spec.sts.certSecretRef";

    private final SecretAccess secrets;
    private final OutboundHttp http;
    private final CloudIdentities cloud;
    private final ListingLimits limits;
    private final Clock clock;

    /** Asks for Secrets at every use. */
    public BucketAccess(
            SecretAccess secrets, OutboundHttp http, CloudIdentities cloud, ListingLimits limits, Clock clock) {
        this.secrets = secrets;
        this.http = http;
        this.cloud = cloud;
        this.limits = limits;
        this.clock = clock;
    }

    /** Something that the engine may refuse. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws ObjectStoreException;
    }

    static <T> SourceResult<T> attempt(BucketSource source, Attempt<T> attempt) {
        try {
            return SourceResult.success(attempt.make());
        } catch (ObjectStoreException e) {
            return SourceResult.failed(BucketFailure.of(source, e.failure()));
        }
    }

    @Override
    public SourceResult<ObjectStore> of(BucketSource source) {
        var spec = source.spec();
        if (BucketSource.given(spec.serviceAccountName()).isPresent()) {
            return SourceResult.failed(
                    new BucketFailure.IdentityUnsupported(
                            "spec.serviceAccountName asks for an identity of the cloud of its own, which is not supported yet; use spec.secretRef, or the identity of this controller"));
        }
        var namespace = source.key().namespace();
        return attempt(source, () -> BucketName.parse(spec.bucketName()))
                .then(name -> SourceResult.of(secrets.tls(namespace, TLS, spec.certSecretRef())
                                .then(tls -> secrets.proxy(namespace, spec.proxySecretRef())
                                        .map(proxy -> new StoreConnection(http, tls, proxy))))
                        .then(connection -> secret(source).then(secret -> store(source, name, connection, secret))));
    }

    private SourceResult<Optional<SecretValues>> secret(BucketSource source) {
        var ref = source.spec().secretRef();
        return ref == null
                ? SourceResult.success(Optional.empty())
                : SourceResult.of(secrets.read(source.key().namespace(), SECRET, ref.name())
                        .map(Optional::of));
    }

    private SourceResult<ObjectStore> store(
            BucketSource source, BucketName name, StoreConnection connection, Optional<SecretValues> secret) {
        return switch (source.provider()) {
            case "generic", "aws" ->
                awsIdentity(source, connection, secret).then(identity -> s3(source, name, connection, identity));
            case "gcp" -> gcs(source, name, connection, secret);
            case "azure" -> new AzureAccount(source, connection, cloud, limits, clock).store(name, secret);
            default -> SourceResult.of(AccessResult.failed(new AccessFailure.ProviderUnsupported(source.provider())));
        };
    }

    private SourceResult<ObjectStore> s3(
            BucketSource source, BucketName name, StoreConnection connection, AwsIdentity identity) {
        var spec = source.spec();
        return attempt(
                source,
                () -> new S3Store(
                        StoreEndpoint.host(spec.endpoint(), spec.insecure()),
                        name,
                        BucketSource.given(spec.region()),
                        identity,
                        connection,
                        limits,
                        clock));
    }

    private SourceResult<AwsIdentity> awsIdentity(
            BucketSource source, StoreConnection connection, Optional<SecretValues> secret) {
        if (secret.isPresent()) {
            return keys(secret.get());
        }
        var tokens = source.spec().sts();
        if (tokens != null) {
            return temporary(source, tokens, connection);
        }
        return SourceResult.success(
                source.provider().equals("aws")
                        ? AwsIdentity.of(cloud, Optional.empty(), connection.proxy())
                        : AwsIdentity.ANONYMOUS);
    }

    private static SourceResult<AwsIdentity> keys(SecretValues secret) {
        var accessKey = SecretAccess.word(secret, "accesskey");
        var secretKey = SecretAccess.word(secret, "secretkey");
        return accessKey.isPresent() && secretKey.isPresent()
                ? SourceResult.success(AwsIdentity.of(new AwsKeys(accessKey.get(), secretKey.get())))
                : SourceResult.of(
                        SecretAccess.malformed(secret, "the keys 'accesskey' and 'secretkey' must both be there"));
    }

    private SourceResult<AwsIdentity> temporary(
            BucketSource source, BucketTokenService tokens, StoreConnection connection) {
        if (tokens.provider().equals("aws")) {
            return StsEndpoint.parse(tokens.endpoint())
                    .map(service ->
                            SourceResult.success(AwsIdentity.of(cloud, Optional.of(service), connection.proxy())))
                    .orElseGet(
                            () -> SourceResult.failed(
                                    new BucketFailure.TokenServiceInvalid(
                                            "spec.sts.endpoint must be https and a security token service of AWS, such as"
                                                    + " https://sts.eu-west-1.amazonaws.com: it is shown the identity of this controller")));
        }
        if (!tokens.provider().equals("ldap")) {
            return SourceResult.failed(new BucketFailure.TokenServiceInvalid(
                    "spec.sts.provider '" + tokens.provider() + "' is not known; use 'aws' or 'ldap'"));
        }
        var secret = tokens.secretRef();
        if (secret == null) {
            return SourceResult.failed(new BucketFailure.TokenServiceInvalid(
                    "spec.sts.provider 'ldap' needs spec.sts.secretRef with the keys 'username' and 'password'"));
        }
        var namespace = source.key().namespace();
        return SourceResult.of(secrets.tls(namespace, TOKEN_SERVICE_TLS, tokens.certSecretRef()))
                .then(tls -> SourceResult.of(secrets.read(namespace, TOKEN_SERVICE_SECRET, secret.name()))
                        .then(values -> ldap(source, tokens, values, tls, connection)));
    }

    private static SourceResult<AwsIdentity> ldap(
            BucketSource source,
            BucketTokenService tokens,
            SecretValues values,
            TlsMaterial tls,
            StoreConnection connection) {
        return SourceResult.of(SecretAccess.login(values)).then(login -> {
            if (login.isEmpty()) {
                return SourceResult.of(
                        SecretAccess.malformed(values, "the keys 'username' and 'password' must both be there"));
            }
            var user = login.get();
            return tokenService(source, tokens)
                    .then(service -> attempt(
                            source,
                            () -> new LdapIdentity(
                                    service,
                                    user.username(),
                                    user.password(),
                                    new StoreConnection(connection.http(), tls, connection.proxy()))));
        });
    }

    private static SourceResult<StoreEndpoint> tokenService(BucketSource source, BucketTokenService tokens) {
        try {
            return SourceResult.success(
                    StoreEndpoint.url(tokens.endpoint(), source.spec().insecure()));
        } catch (ObjectStoreException e) {
            return SourceResult.failed(new BucketFailure.Fetch(
                    source.spec().bucketName(),
                    new ObjectStoreFailure.AddressMalformed(
                            "spec.sts.endpoint: " + e.failure().message())));
        }
    }

    private SourceResult<ObjectStore> gcs(
            BucketSource source, BucketName name, StoreConnection connection, Optional<SecretValues> secret) {
        return attempt(
                        source,
                        () -> StoreEndpoint.url(
                                source.spec().endpoint(), source.spec().insecure()))
                .then(endpoint -> googleIdentity(source, endpoint, connection, secret)
                        .map(identity -> new GcsStore(endpoint, name, identity, connection, limits)));
    }

    private SourceResult<BearerIdentity> googleIdentity(
            BucketSource source, StoreEndpoint endpoint, StoreConnection connection, Optional<SecretValues> secret) {
        if (secret.isEmpty()) {
            return CloudPlaces.isGoogleStorage(endpoint.base())
                    ? SourceResult.of(ShownIdentity.over(
                            connection.tls(),
                            BearerIdentity.ifAny(deadline -> cloud.google(connection.proxy(), deadline))))
                    : SourceResult.success(BearerIdentity.ANONYMOUS);
        }
        var keyFile = SecretAccess.text(secret.get(), "serviceaccount");
        return keyFile.isEmpty()
                ? SourceResult.of(SecretAccess.malformed(secret.get(), "the key 'serviceaccount' is missing"))
                : attempt(
                        source,
                        () -> ServiceAccountIdentity.parse(
                                keyFile.get(), source.spec().insecure(), connection, clock));
    }
}
