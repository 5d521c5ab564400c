package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service principal of Microsoft Entra with its client secret ("OAuth 2.0 client credentials flow"). Asked for once, at the first
 * request.
 */
public final class ServicePrincipalIdentity implements BearerIdentity {
    private static final String SERVICE = "the token service of the tenant";
    private static final String SCOPE = "https://storage.azure.com/.default";
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]+");

    private final String clientId;
    private final String clientSecret;
    private final TokenService service;
    private Optional<String> known = Optional.empty();

    private ServicePrincipalIdentity(String clientId, String clientSecret, TokenService service) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.service = service;
    }

    /**
     * A principal of a tenant.
     *
     * @param authority where tokens are handed out, such as {@code https://login.microsoftonline.com}
     * @param mayBePlain whether that may be plain HTTP
     * @throws ObjectStoreException when authority or tenant cannot be part of an address
     */
    public static ServicePrincipalIdentity of(
            String authority,
            boolean mayBePlain,
            String tenant,
            String clientId,
            String clientSecret,
            StoreConnection connection)
            throws ObjectStoreException {
        if (!TENANT.matcher(tenant).matches() || UriText.hasDotSegment(tenant)) {
            throw unusable("the tenant is neither a domain nor an identifier");
        }
        StoreEndpoint service;
        try {
            var base = authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
            service = StoreEndpoint.url(base + "/" + tenant + "/oauth2/v2.0/token", mayBePlain);
        } catch (ObjectStoreException e) {
            throw unusable("the authority host is not an https URL, or an http URL and 'insecure: true'");
        }
        return new ServicePrincipalIdentity(clientId, clientSecret, new TokenService(SERVICE, service, connection));
    }

    private static ObjectStoreException unusable(String why) {
        return StoreCalls.failure(new ObjectStoreFailure.CredentialsUnusable(why));
    }

    @Override
    public synchronized Optional<String> token(Deadline deadline) throws ObjectStoreException {
        if (known.isEmpty()) {
            known = Optional.of(service.token(
                    Map.of(
                            "grant_type", "client_credentials",
                            "client_id", clientId,
                            "client_secret", clientSecret,
                            "scope", SCOPE),
                    deadline));
        }
        return known;
    }
}
