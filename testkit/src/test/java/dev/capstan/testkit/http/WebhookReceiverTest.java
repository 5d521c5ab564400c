package dev.capstan.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {

    @AutoClose
    private final WebhookReceiver receiver = WebhookReceiver.start();

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void recordsWhatItIsSent() throws Exception {
        assertThat(post("/hook?x=1", "hello")).isEqualTo(200);

        RecordedRequest request = receiver.await(
                Duration.ofSeconds(1), candidate -> candidate.path().equals("/hook"));
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.query()).isEqualTo("x=1");
        assertThat(request.text()).isEqualTo("hello");
        assertThat(request.header("X-Token")).contains("t");
    }

    @Test
    void failsAsOftenAsTold() throws Exception {
        receiver.failNext(1, 503);

        assertThat(post("/", "")).isEqualTo(503);
        assertThat(post("/", "")).isEqualTo(200);
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void namesWhatCameWhenNothingMatches() throws Exception {
        post("/other", "unexpected");

        assertThatThrownBy(() -> receiver.await(
                        Duration.ofMillis(200), request -> request.path().equals("/hook")))
                .hasMessageContaining("/other")
                .hasMessageContaining("unexpected");
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(receiver.url(path))
                .header("X-Token", "t")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
