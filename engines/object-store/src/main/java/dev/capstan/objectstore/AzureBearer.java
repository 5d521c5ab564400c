package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Requests carry a bearer token, where there is one. */
final class AzureBearer implements AzureAccess {
    private final BearerIdentity identity;
    private volatile boolean hadToken;

    AzureBearer(BearerIdentity identity) {
        this.identity = identity;
    }

    @Override
    public Map<String, String> headers(URI address, Map<String, String> headers, Deadline deadline)
            throws ObjectStoreException {
        var token = identity.token(deadline);
        hadToken = token.isPresent();
        var all = new TreeMap<>(headers);
        token.ifPresent(it -> all.put("Authorization", "Bearer " + it));
        return all;
    }

    /** Of the last request. */
    @Override
    public boolean isAnonymous() {
        return !hadToken;
    }
}
