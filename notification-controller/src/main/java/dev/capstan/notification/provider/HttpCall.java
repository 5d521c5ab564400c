package dev.capstan.notification.provider;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP request. It may hold credentials and is never printed.
 *
 * @param method the method
 * @param address an http or https address with a host; a user and password in it become a basic login
 * @param headers the headers
 * @param body the body; empty for none
 */
public record HttpCall(String method, URI address, Map<String, String> headers, byte[] body) {
    /** Copies the headers. */
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** A POST of JSON. */
    public static HttpCall post(URI address, Map<String, String> headers, byte[] json) {
        return json("POST", address, headers, json);
    }

    /** A PUT of JSON. */
    public static HttpCall put(URI address, Map<String, String> headers, byte[] json) {
        return json("PUT", address, headers, json);
    }

    /** A GET. */
    public static HttpCall get(URI address, Map<String, String> headers) {
        return new HttpCall("GET", address, headers, new byte[0]);
    }

    private static HttpCall json(String method, URI address, Map<String, String> headers, byte[] json) {
        var all = new LinkedHashMap<>(headers);
        if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            all.put("Content-Type", "application/json");
        }
        return new HttpCall(method, address, all, json);
    }

    /** Shows the method and the host. */
    @Override
    public String toString() {
        return method + " " + address.getHost();
    }
}
