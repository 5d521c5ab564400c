package dev.capstan.secrets.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AWS KMS as moto plays it, a server that knows nothing of us. It is skipped where {@code moto_server} is not installed. */
class MotoIT {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private @Nullable Process moto;
    private URI address = URI.create("http://127.0.0.1/");

    @BeforeEach
    void start() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port + "/");
        Process started;
        try {
            started = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("moto_server is not installed");
            return;
        }
        moto = started;
        Awaitility.await("moto").atMost(Duration.ofSeconds(60)).until(() -> !started.isAlive() || answers());
        assumeTrue(started.isAlive(), "moto_server does not start");
    }

    private boolean answers() throws InterruptedException {
        try {
            return post("ListKeys", "{}").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() {
        http.close();
        Process started = moto;
        if (started != null) {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }
    }

    private HttpResponse<String> post(String operation, String body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header("X-Amz-Target", "TrentService." + operation)
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/kms/aws4_request, SignedHeaders=host,"
                                            + " Signature=0")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void assumesTheRoleOfAKey() throws Exception {
        var arn = Pattern.compile("\"Arn\": ?\"([^\"]+)\"")
                .matcher(post("CreateKey", "{}").body());
        assertThat(arn.find()).isTrue();
        var key = new MasterKey.AwsKms(
                arn.group(1),
                "arn:aws:iam::123456789012:role/sops",
                Map.of(),
                "",
                OffsetDateTime.now(ZoneOffset.UTC),
                "");

        var wrapped = ((KeyService.Wrapping.Wrapped) service().wrap(key, SECRET)).key();

        assertThat(((KeyService.Opening.Opened) service().open(wrapped)).secret())
                .isEqualTo(SECRET);
    }

    private KmsKeyService service() {
        return new KmsKeyService(
                new HttpKmsTransport(
                        http, TlsMaterial.NONE, Optional.empty(), () -> Deadline.in(Duration.ofSeconds(30))),
                GivenCredentials.none().withAws(new AwsKeys("AKID", "secret")),
                new KmsEndpoints(Optional.of(address), Optional.of(address), Optional.empty()),
                Clock.systemUTC());
    }

    @Test
    void wrapsAndOpensADataKeyWithAContext() throws Exception {
        var arn = Pattern.compile("\"Arn\": ?\"([^\"]+)\"")
                .matcher(post("CreateKey", "{}").body());
        assertThat(arn.find()).isTrue();
        var service = service();
        var key = new MasterKey.AwsKms(
                arn.group(1), "", Map.of("App", "web"), "", OffsetDateTime.now(ZoneOffset.UTC), "");

        var wrapped = ((KeyService.Wrapping.Wrapped) service.wrap(key, SECRET)).key();

        assertThat(((KeyService.Opening.Opened) service.open(wrapped)).secret()).isEqualTo(SECRET);
        var other = new MasterKey.AwsKms(
                arn.group(1), "", Map.of("App", "other"), "", OffsetDateTime.now(ZoneOffset.UTC), wrapped.enc());
        assertThat(service.open(other)).isInstanceOf(KeyService.Opening.Failed.class);
    }
}
