package dev.capstan.git.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.git.RemoteUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the texts {@code |} ends a packet, {@code ;} is a flush, and {@code ~} is the byte before capabilities. */
class HashWatchInputStreamTest {
    private static final RemoteUrl URL =
            RemoteUrl.parse("ssh://git@git.example.org/config").orElseThrow();

    private static InputStream from(String packets) {
        var stream = new StringBuilder();
        for (var part : packets.split("(?<=[|;])")) {
            var text = part.replace('~', '\0').replaceAll("[|;]$", "");
            if (part.equals(";")) {
                stream.append("0000");
            } else if (part.endsWith("|")) {
                stream.append(String.format(Locale.ROOT, "%04x", text.length() + 5))
                        .append(text)
                        .append('\n');
            } else {
                stream.append(text);
            }
        }
        return new HashWatchInputStream(
                new ByteArrayInputStream(stream.toString().getBytes(StandardCharsets.ISO_8859_1)), URL);
    }

    private static final String ID = "1111111111111111111111111111111111111111";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version 2|agent=git/2|object-format=sha256|;",
                "# service=git-upload-pack|;version 2|object-format=sha256|;",
                "# service=git-upload-pack|;" + ID + " HEAD~multi_ack object-format=sha256 agent=git/2|;",
                ID + " HEAD~object-format=sha256|;",
                "version 1|" + ID + " HEAD~multi_ack object-format=sha256|;"
            })
    void aServerThatNamesObjectsBySha256IsRefused(String packets) {
        assertThatThrownBy(() -> from(packets).readAllBytes()).hasMessageContaining("SHA-256");
        assertThatThrownBy(() -> readEachByte(from(packets))).hasMessageContaining("SHA-256");
    }

    private static void readEachByte(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // goes on to the end
        }
    }

    /** Whoever may push a branch must not be able to stop a source by its name or its content. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "version 2|object-format=sha1|;",
                ID + " HEAD~symref=HEAD:refs/heads/0019object-format=sha256 agent=git/2|;",
                ID + " HEAD~symref=HEAD:refs/heads/a-object-format=sha256 object-format=sha1|;",
                ID + " HEAD~multi_ack|" + ID + " refs/heads/beefobject-format=sha256|" + ID
                        + " refs/heads/object-format=sha256|;",
                ID + " HEAD~multi_ack|;PACK ~object-format=sha256 ",
                "version 2|object-format=sha1|;" + ID
                        + " refs/heads/beefobject-format=sha256|;PACK~object-format=sha256 ",
                "version 2|object-format=sha1|;object-format=sha256|",
                "Welcome! object-format=sha256|"
            })
    void whatOthersWroteStopsNobody(String packets) throws IOException {
        assertThat(from(packets).readAllBytes()).isNotEmpty();
        readEachByte(from(packets));
    }
}
