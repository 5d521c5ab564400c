package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends the requests of a store. Redirects are not followed: a signature holds for one host. */
final class StoreCalls {
    /** Of one page of a listing: 5,000 objects with the longest keys, escaped. */
    static final long LONGEST_PAGE = 32L << 20;

    private static final int LONGEST_ERROR = 16 << 10;
    private static final long LONGEST_TOKEN = 256L << 10;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final StoreConnection connection;

    StoreCalls(StoreConnection connection) {
        this.connection = connection;
    }

    /**
     * Sends a GET.
     *
     * @param limit of bytes in a good answer; those of an error have a limit of their own
     */
    OutboundResponse get(URI address, Map<String, String> headers, long limit, Deadline deadline)
            throws ObjectStoreException {
        return send(OutboundRequest.get(address, Math.max(limit, LONGEST_ERROR)), headers, deadline);
    }

    /** Sends a form; used for tokens, so the answer is short. */
    OutboundResponse post(URI address, Map<String, String> form, Deadline deadline) throws ObjectStoreException {
        var body = form.entrySet().stream()
                .map(field -> UriText.encode(field.getKey()) + "=" + UriText.encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        return send(
                OutboundRequest.post(address, body, LONGEST_TOKEN),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                deadline);
    }

    private OutboundResponse send(OutboundRequest request, Map<String, String> headers, Deadline deadline)
            throws ObjectStoreException {
        try {
            return connection.http().send(request.with(headers).over(connection.tls(), connection.proxy()), deadline);
        } catch (HttpFailureException e) {
            throw ObjectStoreException.of(e);
        }
    }

    /** The beginning of an answer that is an error; empty when it cannot be read. */
    static byte[] error(OutboundResponse answer) {
        try {
            return answer.body().readNBytes(LONGEST_ERROR);
        } catch (IOException e) {
            return new byte[0]; // the status says enough
        }
    }

    /** An error code as servers write it; empty for any other text, which is not ours to show. */
    static String code(String text) {
        return CODE.matcher(text).matches() ? text : "";
    }

    static ObjectStoreException failure(ObjectStoreFailure failure) {
        return new ObjectStoreException(failure);
    }
}
