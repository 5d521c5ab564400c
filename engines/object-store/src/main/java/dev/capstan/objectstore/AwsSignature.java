package dev.capstan.objectstore;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * AWS Signature Version 4 for S3 requests without a body, in the header {@code Authorization} (Amazon S3 API reference,
 * "Authenticating Requests: Using the Authorization Header"). The path of the address counts as it is, encoded once; its query must be
 * sorted and encoded already.
 */
final class AwsSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "s3";
    private static final String END = "aws4_request";
    private static final String EMPTY_BODY = hash("");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AwsKeys keys;
    private final String region;

    AwsSignature(AwsKeys keys, String region) {
        this.keys = keys;
        this.region = region;
    }

    /**
     * All headers of a request, those that the signature adds included.
     *
     * @param others further headers, which are signed as well
     */
    Map<String, String> sign(String method, URI address, Map<String, String> others, Instant now) {
        var time = TIME.format(now);
        var scope = time.substring(0, 8) + "/" + region + "/" + SERVICE + "/" + END;
        var headers = new TreeMap<String, String>();
        others.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("x-amz-content-sha256", EMPTY_BODY);
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
                EMPTY_BODY);
        var toSign = String.join("\n", ALGORITHM, time, scope, hash(request));
        var signature = HexFormat.of().formatHex(hmac(signingKey(time.substring(0, 8)), toSign));
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
        var key = hmac(("AWS4" + keys.secretKey()).getBytes(StandardCharsets.UTF_8), date);
        return hmac(hmac(hmac(key, region), SERVICE), END);
    }

    private static byte[] hmac(byte[] key, String text) {
        return Hmac.sha256(key, text);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
