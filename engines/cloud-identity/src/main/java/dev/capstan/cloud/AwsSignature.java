package dev.capstan.cloud;

import dev.capstan.digest.Digest;
import dev.capstan.digest.Hmac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * AWS Signature Version 4 in the header {@code Authorization} (Amazon S3 API reference, "Authenticating Requests: Using the Authorization
 * Header"). The path of the address counts as it is, encoded once; its query must be sorted and encoded already.
 */
public final class AwsSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String END = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AwsKeys keys;
    private final String region;
    private final String service;

    /**
     * Signs for a service of a region.
     *
     * @param service such as {@code s3}
     */
    public AwsSignature(AwsKeys keys, String region, String service) {
        this.keys = keys;
        this.region = region;
        this.service = service;
    }

    /**
     * All headers of a request, those that the signature adds included.
     *
     * @param others further headers, which are signed as well
     * @param body empty for none
     */
    public Map<String, String> sign(String method, URI address, Map<String, String> others, byte[] body, Instant now) {
        var time = TIME.format(now);
        var scope = time.substring(0, 8) + "/" + region + "/" + service + "/" + END;
        var headers = new TreeMap<String, String>();
        others.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var bodyHash = Digest.sha256(body).hex();
        headers.put("x-amz-content-sha256", bodyHash);
        headers.put("x-amz-date", time);
        keys.sessionToken().ifPresent(token -> headers.put("x-amz-security-token", token));
        var signed = new TreeMap<>(headers);
        signed.put("host", hostOf(address));
        var names = String.join(";", signed.keySet());
        var request = String.join(
                "\n",
                method,
                address.getRawPath().isEmpty() ? "/" : address.getRawPath(),
                address.getRawQuery() == null ? "" : address.getRawQuery(),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                bodyHash);
        var toSign =
                String.join("\n", ALGORITHM, time, scope, Digest.sha256(request).hex());
        var signature = HexFormat.of().formatHex(Hmac.sha256(signingKey(time.substring(0, 8)), toSign));
        headers.put(
                "Authorization",
                ALGORITHM + " Credential=" + keys.accessKey() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return headers;
    }

    /** As HTTP clients send it: without the port that the scheme implies. */
    private static String hostOf(URI address) {
        var implied = address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        var host = address.getHost().toLowerCase(Locale.ROOT);
        return address.getPort() == -1 || address.getPort() == implied ? host : host + ":" + address.getPort();
    }

    private byte[] signingKey(String date) {
        var key = Hmac.sha256(("AWS4" + keys.secretKey()).getBytes(StandardCharsets.UTF_8), date);
        return Hmac.sha256(Hmac.sha256(Hmac.sha256(key, region), service), END);
    }
}
