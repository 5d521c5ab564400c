package dev.capstan.application.core.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcFramesTest {
    @Test
    void whatIsFramedIsRead() {
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);

        assertThat(GrpcFrames.only(GrpcFrames.frame(message))).hasValue(message);
        assertThat(GrpcFrames.only(GrpcFrames.frame(new byte[0]))).hasValue(new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\0",
                "\0\0\0\0\2a",
                "\0\0\0\0\1ab",
                "\1\0\0\0\1a",
                "\0\0\0\0\1a\0\0\0\0\1a",
                "\0\u007f\u007f\u007f\u007fa"
            })
    void whatIsNotOneFrameIsNoMessage(String body) {
        assertThat(GrpcFrames.only(body.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void textsBecomeHeaders() {
        assertThat(GrpcFrames.message("50% of\r\nä")).isEqualTo("50%25 of%0D%0A%C3%A4");
    }
}
