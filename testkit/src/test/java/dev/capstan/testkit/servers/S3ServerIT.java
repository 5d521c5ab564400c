package dev.capstan.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class S3ServerIT {

    @Test
    void whoeverDoesNotSignMayNotRead() throws Exception {
        try (var s3 = S3Server.start();
                var client = HttpClient.newHttpClient()) {
            s3.put("a/b c.yaml", "content");

            assertThat(get(client, "http://" + s3.address() + "/config/a/b%20c.yaml")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void everybodyMayReadWhereNobodySigns() throws Exception {
        try (var s3 = S3Server.startForEverybody();
                var client = HttpClient.newHttpClient()) {
            s3.put("../x", "content");

            assertThat(get(client, "http://" + s3.address() + "/config/..%2Fx").body())
                    .isEqualTo("content");
            s3.delete("../x");
            assertThat(get(client, "http://" + s3.address() + "/config/..%2Fx").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void speaksTlsWithTheCertificate() throws Exception {
        var certificate = TestCertificate.create();
        try (var s3 = S3Server.startWithTls(certificate);
                var client = HttpClient.newBuilder()
                        .sslContext(certificate.forClients())
                        .build()) {
            s3.put("a", "content");

            assertThat(get(client, "https://" + s3.address() + "/config/a").statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
