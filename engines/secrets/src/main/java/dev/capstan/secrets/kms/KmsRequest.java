package dev.capstan.secrets.kms;

import java.net.URI;
import java.util.Map;

/**
 * A request to a key management service. Its headers may hold credentials and its body a data key, so it prints neither.
 *
 * @param method such as {@code POST}
 */
public record KmsRequest(String method, URI address, Map<String, String> headers, byte[] body) {
    /** Copies the headers. */
    public KmsRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "KmsRequest[" + method + " " + address.getHost() + address.getPath() + "]";
    }
}
