package dev.capstan.application.core.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufFieldsTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** The example of the format's own documentation: field 1 is 150, field 2 is "testing". */
    @Test
    void numbersAndTextsAreReadByTheirFields() {
        var fields = ProtobufFields.read(bytes(0x08, 0x96, 0x01, 0x12, 7, 't', 'e', 's', 't', 'i', 'n', 'g'))
                .orElseThrow();

        assertThat(fields.number(1)).isEqualTo(150);
        assertThat(fields.text(2)).isEqualTo("testing");
        assertThat(fields.text(3)).isEmpty();
    }

    @Test
    void fieldsOfOtherTypesArePassedOver() {
        var fields = ProtobufFields.read(bytes(0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4, 0x1a, 1, 'a'))
                .orElseThrow();

        assertThat(fields.text(3)).isEqualTo("a");
    }

    @Test
    void messagesInFieldsAreRead() {
        var fields = ProtobufFields.read(bytes(0x0a, 3, 0x12, 1, 'a')).orElseThrow();

        assertThat(fields.message(1).orElseThrow().text(2)).isEqualTo("a");
        assertThat(fields.message(9).orElseThrow().text(2)).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
        String text = "long ".repeat(100);
        byte[] message =
                new ProtobufTexts().with(1, "a").with(2, "").with(2000, text).bytes();

        var fields = ProtobufFields.read(message).orElseThrow();

        assertThat(fields.text(1)).isEqualTo("a");
        assertThat(fields.text(2)).isEmpty();
        assertThat(fields.text(2000)).isEqualTo(text);
    }

    @Test
    void brokenMessagesAreNone() {
        assertThat(ProtobufFields.read(bytes(0x08)))
                .as("a number that is missing")
                .isEmpty();
        assertThat(ProtobufFields.read(bytes(0x0a, 5, 'a')))
                .as("a text that is cut off")
                .isEmpty();
        assertThat(ProtobufFields.read(bytes(0x0b))).as("a group").isEmpty();
        assertThat(ProtobufFields.read(bytes(0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1)))
                .as("a number without end")
                .isEmpty();
        assertThat(ProtobufFields.read(bytes(0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1)))
                .as("a length below zero")
                .isEmpty();
    }

    @Test
    void nothingMakesItThrow() {
        var random = new Random(15);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);

            assertThatCode(() -> ProtobufFields.read(noise).ifPresent(fields -> fields.message(1)))
                    .doesNotThrowAnyException();
        }
    }
}
