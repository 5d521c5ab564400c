package dev.capstan.objectstore;

import dev.capstan.digest.Hmac;
import dev.capstan.http.Deadline;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The key of a storage account, which signs requests ("Authorize with Shared Key" in the documentation of the service). */
public final class AzureAccountKey implements AzureAccess {
    /** Headers that have a place of their own in what is signed. */
    private static final List<String> PLACES = List.of(
            "content-encoding",
            "content-language",
            "content-length",
            "content-md5",
            "content-type",
            "date",
            "if-modified-since",
            "if-match",
            "if-none-match",
            "if-unmodified-since",
            "range");

    private final String account;
    private final byte[] key;

    private AzureAccountKey(String account, byte[] key) {
        this.account = account;
        this.key = key;
    }

    /**
     * The key of the account that an endpoint belongs to: {@code https://<account>.blob.core.windows.net}, or {@code
     * https://<host>/<account>} where the host is an address or has one label only.
     *
     * @param key base64
     * @throws ObjectStoreException when it is not base64
     */
    public static AzureAccountKey of(StoreEndpoint endpoint, String key) throws ObjectStoreException {
        try {
            return new AzureAccountKey(accountOf(endpoint), Base64.getDecoder().decode(key));
        } catch (IllegalArgumentException e) {
            throw new ObjectStoreException(
                    new ObjectStoreFailure.CredentialsUnusable("the account key is not base64"), e);
        }
    }

    private static String accountOf(StoreEndpoint endpoint) {
        var host = endpoint.host();
        var isEmulator = !host.contains(".") || host.startsWith("[") || host.matches("[0-9.]+");
        var path = endpoint.base().getRawPath();
        if (isEmulator && path.length() > 1) {
            return path.substring(1).split("/", 2)[0];
        }
        return host.split("\\.", 2)[0];
    }

    @Override
    public Map<String, String> headers(URI address, Map<String, String> headers, Deadline deadline) {
        var signed = new TreeMap<String, String>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        var toSign = new StringBuilder("GET\n");
        PLACES.forEach(name -> toSign.append(signed.getOrDefault(name, "")).append('\n'));
        signed.forEach((name, value) -> {
            if (name.startsWith("x-ms-")) {
                toSign.append(name).append(':').append(value).append('\n');
            }
        });
        toSign.append('/').append(account).append(address.getRawPath()).append(parameters(address));
        var signature = Base64.getEncoder().encodeToString(Hmac.sha256(key, toSign.toString()));
        signed.put("Authorization", "SharedKey " + account + ":" + signature);
        return signed;
    }

    private static String parameters(URI address) {
        if (address.getRawQuery() == null) {
            return "";
        }
        var parameters = new TreeMap<String, String>();
        for (var parameter : address.getRawQuery().split("&", -1)) {
            var parts = parameter.split("=", 2);
            parameters.put(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? decode(parts[1]) : "");
        }
        return parameters.entrySet().stream()
                .map(it -> "\n" + it.getKey() + ":" + it.getValue())
                .collect(Collectors.joining());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
