package dev.capstan.runtime.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishRefusalTest {

    @ParameterizedTest
    @CsvSource({
        "400, 10054, message size exceeds maximum allowed, true",
        "400, 10060, expected stream does not match, true",
        "403, 0, not allowed, true",
        "404, 10059, stream not found, true",
        "408, 0, request timeout, false",
        "429, 10167, too many requests, false",
        "500, 10047, insufficient storage resources available, false",
        "503, 10008, JetStream system temporarily unavailable, false",
        "503, 10077, maximum messages exceeded, false"
    })
    void anAnswerThatBlamesTheRequestIsARefusal(int code, int apiCode, String description, boolean refused) {
        var failure = new CompletionException(new RuntimeException(answer(code, apiCode, description)));

        var cause = PublishRefusal.of(failure);

        assertThat(cause.isPresent()).isEqualTo(refused);
        cause.ifPresent(text -> assertThat(text).contains(description).contains(Integer.toString(code)));
    }

    @Test
    void whatTheClientCannotSendIsARefusal() {
        assertThat(PublishRefusal.of(new IllegalArgumentException("payload too large")))
                .contains("payload too large");
    }

    @Test
    void silenceIsNotARefusal() {
        assertThat(PublishRefusal.of(new TimeoutException())).isEmpty();
        assertThat(PublishRefusal.of(new IOException("503 No Responders Available For Request")))
                .isEmpty();
    }

    private static JetStreamApiException answer(int code, int apiCode, String description) {
        var message = NatsMessage.builder()
                .subject("reply")
                .data("{\"error\":{\"code\":%d,\"err_code\":%d,\"description\":\"%s\"}}"
                        .formatted(code, apiCode, description))
                .build();
        return Assertions.catchThrowableOfType(JetStreamApiException.class, () -> new PublishAck(message));
    }
}
