package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** A shared access signature, which is a part of every address. */
public final class AzureSasKey implements AzureAccess {
    /** Possessive, so that a long text costs no stack. */
    private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z0-9&=._~:+/,;-]++|%[0-9A-Fa-f]{2})++");

    private final String query;

    private AzureSasKey(String query) {
        this.query = query;
    }

    /**
     * A signature as the service hands it out, with or without the question mark.
     *
     * @throws ObjectStoreException when it is not a query
     */
    public static AzureSasKey parse(String text) throws ObjectStoreException {
        var query = text.startsWith("?") ? text.substring(1) : text;
        if (!QUERY.matcher(query).matches()) {
            throw StoreCalls.failure(new ObjectStoreFailure.CredentialsUnusable(
                    "the shared access signature is not the query of an address"));
        }
        return new AzureSasKey(query);
    }

    @Override
    public Map<String, String> headers(URI address, Map<String, String> headers, Deadline deadline) {
        return headers;
    }

    @Override
    public String query() {
        return query;
    }
}
