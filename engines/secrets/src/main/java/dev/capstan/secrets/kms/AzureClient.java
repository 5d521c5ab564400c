package dev.capstan.secrets.kms;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An application of Microsoft Entra with a secret or a certificate, which it trades for access tokens: "OAuth 2.0 client credentials flow".
 *
 * @param authority of the cloud, such as {@code https://login.microsoftonline.com}
 */
record AzureClient(URI authority, String tenant, String client, AzureProof proof) {
    private static final String SERVICE = "Microsoft Entra";
    static final URI PUBLIC = URI.create("https://login.microsoftonline.com");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,100}");

    AzureClient {
        if (!NAME.matcher(tenant).matches() || !NAME.matcher(client).matches()) {
            throw new IllegalArgumentException("tenantId or clientId is malformed");
        }
        if (!"https".equals(authority.getScheme()) || authority.getHost() == null) {
            throw new IllegalArgumentException("authorityHost is not an https address");
        }
    }

    String token(KmsTransport transport, Clock clock) throws KmsException {
        URI endpoint = authority.resolve("/" + tenant + "/oauth2/v2.0/token");
        var fields = new TreeMap<>(proof.fields(client, endpoint, clock.instant()));
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", client);
        fields.put("scope", "https://vault.azure.net/.default");
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var answer = transport.send(new KmsRequest(
                "POST",
                endpoint,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.US_ASCII)));
        return KmsJson.text(SERVICE, answer, "access_token");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "AzureClient[" + tenant + ", " + client + "]";
    }
}
