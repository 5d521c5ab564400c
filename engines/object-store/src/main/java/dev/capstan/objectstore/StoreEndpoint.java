package dev.capstan.objectstore;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where an object store is reached.
 *
 * @param base scheme, host and perhaps port; a path without a slash at its end
 */
public record StoreEndpoint(URI base) {

    /**
     * An endpoint without a scheme, such as {@code minio.example.com:9000}.
     *
     * @param isPlain whether it speaks HTTP without TLS
     * @throws ObjectStoreException when it is anything else than a host and perhaps a port
     */
    public static StoreEndpoint host(String text, boolean isPlain) throws ObjectStoreException {
        if (text.contains("/") || text.contains("@") || text.contains("?") || text.contains("#")) {
            throw malformed(text, "it must be a host, or host:port, without scheme and path");
        }
        return new StoreEndpoint(uri(text, (isPlain ? "http://" : "https://") + text));
    }

    /**
     * An endpoint with or without scheme and path, such as {@code https://account.blob.core.windows.net}.
     *
     * @param mayBePlain whether HTTP without TLS is allowed
     * @throws ObjectStoreException when it is anything else, or plain without being allowed to
     */
    public static StoreEndpoint url(String text, boolean mayBePlain) throws ObjectStoreException {
        var withScheme = text.contains("://") ? text : (mayBePlain ? "http://" : "https://") + text;
        var uri = uri(text, withScheme.endsWith("/") ? withScheme.substring(0, withScheme.length() - 1) : withScheme);
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw malformed(text, "it must be an https URL");
        }
        if (scheme.equals("http") && !mayBePlain) {
            throw malformed(text, "http:// needs 'insecure: true'");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw malformed(text, "it must have no user, query or fragment");
        }
        return new StoreEndpoint(uri);
    }

    private static URI uri(String text, String url) throws ObjectStoreException {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || uri.getPort() > 65_535) {
                throw malformed(text, "it must name a host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw malformed(text, "it must name a host");
        }
    }

    private static ObjectStoreException malformed(String text, String rule) {
        var shown = text.contains("@") ? "it" : "'" + text + "'";
        return StoreCalls.failure(
                new ObjectStoreFailure.AddressMalformed("the endpoint " + shown + " is not usable: " + rule));
    }

    /** The host in lower case. */
    String host() {
        return base.getHost().toLowerCase(Locale.ROOT);
    }

    boolean isPlain() {
        return base.getScheme().equalsIgnoreCase("http");
    }
}
