package dev.capstan.git.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerTalkInputStreamTest {
    private static final int PACKETS = (int) (ServerTalkInputStream.MOST_BYTES / 60_000) + 1;

    private static byte[] answer(char channel, int packets) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("0008NAK\n000dpackfile\n0001".getBytes(ISO_8859_1));
        var packet = ("%04x".formatted(60_004) + channel + "x".repeat(59_999)).getBytes(ISO_8859_1);
        for (int i = 0; i < packets; i++) {
            bytes.writeBytes(packet);
        }
        bytes.writeBytes("0000".getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    private static byte[] read(byte[] answer) throws IOException {
        try (var in = new ServerTalkInputStream(
                new ByteArrayInputStream(answer), () -> new IOException("it talks too much"))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aPackMayBeLong() throws IOException {
        var answer = answer('\1', 2 * PACKETS);

        assertThat(read(answer)).isEqualTo(answer);
    }

    @Test
    void progressWithoutEndIsNotHeard() throws IOException {
        var talk = answer('\2', PACKETS);

        assertThatThrownBy(() -> read(talk)).hasMessage("it talks too much");
        assertThat(read(answer('\2', PACKETS - 2))).isNotEmpty();
    }

    @Test
    void aPackWithoutPacketsIsReadAsItIs() throws IOException {
        var answer = ("0008NAK\nPACK" + "\2".repeat(5 << 20)).getBytes(ISO_8859_1);

        assertThat(read(answer)).hasSize(answer.length);
    }
}
