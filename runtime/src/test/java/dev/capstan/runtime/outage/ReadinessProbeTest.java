package dev.capstan.runtime.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.runtime.outage.ReadinessProbe.Answer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessProbeTest {
    @Test
    void whoIsNotReachedGivesNoAnswer() {
        assertThat(answerOf("http://127.0.0.1:1/")).isEqualTo(Answer.NONE);
    }

    @ParameterizedTest
    @CsvSource({"200, ok, READY", "200, fine, UNCLEAR", "403, forbidden, UNCLEAR", "503, starting, NONE"})
    void onlyAServerThatIsUpCountsAsOne(int status, String body, Answer expected) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            byte[] text = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            assertThat(answerOf(address)).isEqualTo(expected);
        } finally {
            server.stop(0);
        }
    }

    private static Answer answerOf(String address) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(address)
                .withRequestRetryBackoffLimit(0)
                .build();
        var builder = new KubernetesClientBuilder().withConfig(config);
        try (KubernetesClient client = builder.build();
                var probe = new ReadinessProbe(client, new Outages())) {
            return probe.ask();
        }
    }
}
