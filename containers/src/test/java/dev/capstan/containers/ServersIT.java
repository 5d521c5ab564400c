package dev.capstan.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.servers.PushedImage;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The servers that the controllers talk to, in containers. */
@Testcontainers(disabledWithoutDocker = true)
class ServersIT {

    @Container
    private static final GenericContainer<?> NATS = Servers.nats();

    @Container
    private static final GenericContainer<?> REGISTRY = Servers.registry();

    @Test
    void natsKeepsAMessageAndKnowsItsDouble() throws Exception {
        try (var connection = Nats.connect("nats://" + Servers.address(NATS, Servers.NATS))) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("events")
                            .subjects("capstan.>")
                            .storageType(StorageType.File)
                            .build());
            var options = io.nats.client.PublishOptions.builder().messageId("1").build();
            byte[] event = "{}".getBytes(StandardCharsets.UTF_8);

            assertThat(connection
                            .jetStream()
                            .publish("capstan.a", event, options)
                            .isDuplicate())
                    .isFalse();
            assertThat(connection
                            .jetStream()
                            .publish("capstan.a", event, options)
                            .isDuplicate())
                    .isTrue();
        }
    }

    @Test
    void aPushedImageIsInTheRegistry() throws Exception {
        String registry = Servers.address(REGISTRY, Servers.REGISTRY);

        String digest = PushedImage.push(registry, "team/web", "first", "1.0.0");

        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + registry + "/v2/team/web/tags/list"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("1.0.0");
            assertThat(digest).startsWith("sha256:");
        }
    }
}
