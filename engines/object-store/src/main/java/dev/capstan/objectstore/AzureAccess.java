package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.net.URI;
import java.util.Map;

/** Who we are for Azure Blob Storage. */
public interface AzureAccess {
    /** Requests carry no credentials. */
    AzureAccess ANONYMOUS = new AzureAccess() {
        @Override
        public Map<String, String> headers(URI address, Map<String, String> headers, Deadline deadline) {
            return headers;
        }

        @Override
        public boolean isAnonymous() {
            return true;
        }
    };

    /** Requests carry a bearer token, where there is one. */
    static AzureAccess bearer(BearerIdentity identity) {
        return new AzureBearer(identity);
    }

    /**
     * The headers of a GET, those that say who we are included.
     *
     * @throws ObjectStoreException when credentials have to be asked for, and are not given
     */
    Map<String, String> headers(URI address, Map<String, String> headers, Deadline deadline)
            throws ObjectStoreException;

    /** What goes into the query of every address, encoded already; empty for nothing. */
    default String query() {
        return "";
    }

    /** Whether there are no credentials at all. */
    default boolean isAnonymous() {
        return false;
    }
}
