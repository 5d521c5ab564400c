package dev.capstan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatRoomTest {

    @Test
    void readsAMessageAsPeopleDo() throws Exception {
        String message = """
                {"channel": "deploys", "username": "kustomize-controller",
                 "attachments": [{"author_name": "kustomization/dev.capstan-demo", "text": "Reconciliation finished", "color": "good"}]}
                """;

        assertThat(ChatRoom.inWords(new ObjectMapper().readTree(message)))
                .isEqualTo("kustomization/dev.capstan-demo: Reconciliation finished");
    }

    @Test
    void handsOutEachMessageOnce() throws Exception {
        try (ChatRoom room = ChatRoom.open();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(room.address())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"hello\"}"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            assertThat(room.newMessages(Duration.ofSeconds(5))).containsExactly("hello");
            assertThat(room.newMessages(Duration.ZERO)).isEmpty();
        }
    }
}
