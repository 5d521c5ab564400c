package dev.capstan.cloud;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who this process is for the clouds. What is answered is kept until it ends and renewed before, and one question is asked at a time; so
 * callers ask at every use. Safe for several threads.
 */
public final class CloudIdentities implements AutoCloseable {
    private final MetadataService metadata;
    private final AwsKeySource aws;
    private final GoogleTokenSource google;
    private final AzureTokenSource azure;
    private final RegistryExchanges logins;
    private final KeptAnswers<AwsQuestion, AwsKeys> awsKeys;
    private final KeptAnswers<Optional<HttpProxy>, String> googleTokens;
    private final KeptAnswers<AzureQuestion, String> azureTokens;
    private final KeptAnswers<RegistryQuestion, CloudLogin> registryLogins;

    private record AwsQuestion(Optional<StsEndpoint> service, Optional<HttpProxy> proxy) {}

    private record AzureQuestion(AzureAudience audience, Optional<String> managed, Optional<HttpProxy> proxy) {}

    /** @param place who gives the login: it is good for all registries of that place */
    private record RegistryQuestion(CloudProvider provider, String place, Optional<HttpProxy> proxy) {}

    /** For tests, which have servers of their own. */
    CloudIdentities(
            OutboundHttp http,
            MetadataService metadata,
            UnaryOperator<String> registries,
            CloudEnvironment environment,
            Clock clock) {
        // What a service of a cloud answers to the source of a tenant must not keep all others from their identity.
        var services = http.withoutBudgets();
        this.metadata = metadata;
        this.aws = new AwsKeySource(environment, metadata, services);
        this.google = new GoogleTokenSource(environment, metadata, services, clock);
        this.azure = new AzureTokenSource(environment, metadata, services, clock);
        this.logins = new RegistryExchanges(environment, services, registries, clock);
        this.awsKeys = new KeptAnswers<>("the service for identities of AWS", clock);
        this.googleTokens = new KeptAnswers<>("the service for identities of Google Cloud", clock);
        this.azureTokens = new KeptAnswers<>("the service for identities of Azure", clock);
        this.registryLogins = new KeptAnswers<>("the service for logins of registries", clock);
    }

    /**
     * The identities of this process.
     *
     * @param http asks the services that are on the network, without regard to its budgets; the metadata services are asked in a way of
     *     their own
     */
    public static CloudIdentities open(OutboundHttp http, CloudEnvironment environment, Clock clock) {
        return new CloudIdentities(http, MetadataService.open(), registry -> "https://" + registry, environment, clock);
    }

    /**
     * Keys of AWS.
     *
     * @param service the security token service that is asked, where one is; empty for that of the environment
     * @param proxy the way to it
     */
    public AwsKeys aws(Optional<StsEndpoint> service, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var known = aws.known();
        if (known.isPresent()) {
            return known.get();
        }
        var question = aws.isOnNetwork()
                ? new AwsQuestion(service, proxy)
                : new AwsQuestion(Optional.empty(), Optional.empty());
        return awsKeys.get(question, deadline, time -> aws.ask(service, proxy, time));
    }

    /** An access token of Google Cloud. To be shown where {@link CloudPlaces} allows it. */
    public String google(Optional<HttpProxy> proxy, Deadline deadline) throws CloudException {
        var way = google.isOnNetwork() ? proxy : Optional.<HttpProxy>empty();
        return googleTokens.get(way, deadline, time -> google.ask(proxy, time));
    }

    /**
     * An access token of Azure. To be shown where {@link CloudPlaces} allows it.
     *
     * @param managed the client of a managed identity; empty for the one that the environment means
     */
    public String azure(AzureAudience audience, Optional<String> managed, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        var way = azure.isOnNetwork(managed) ? proxy : Optional.<HttpProxy>empty();
        return azureTokens.get(
                new AzureQuestion(audience, managed, way), deadline, time -> azure.ask(audience, managed, proxy, time));
    }

    /** The server that a token of Azure was shown to has refused it: it is not given out again, unless Azure does so. */
    public void refusedByAzure(String token) {
        azureTokens.forget(token);
    }

    /**
     * A login for a registry of a cloud.
     *
     * @param registry its host
     * @throws CloudException with {@link CloudFailure.PlaceRefused} for the registry of anybody else
     */
    public CloudLogin registry(CloudProvider provider, String registry, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        RegistryExchanges.requirePlace(provider, registry);
        return provider == CloudProvider.GCP
                ? RegistryExchanges.google(google(proxy, deadline))
                : registryLogins.get(
                        new RegistryQuestion(provider, place(provider, registry), proxy),
                        deadline,
                        time -> login(provider, registry, proxy, time));
    }

    private static String place(CloudProvider provider, String registry) {
        return provider == CloudProvider.AWS ? RegistryExchanges.amazonService(registry) : registry;
    }

    private Expiring<CloudLogin> login(
            CloudProvider provider, String registry, Optional<HttpProxy> proxy, Deadline deadline)
            throws CloudException {
        return provider == CloudProvider.AWS
                ? logins.amazon(registry, aws(Optional.empty(), proxy, deadline), proxy, deadline)
                : logins.azure(
                        registry, azure(AzureAudience.REGISTRY, Optional.empty(), proxy, deadline), proxy, deadline);
    }

    /** Ends calls to metadata services. */
    @Override
    public void close() {
        metadata.close();
    }
}
