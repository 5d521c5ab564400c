package dev.capstan.charts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartProvenanceTest {
    private static final byte[] ARCHIVE = "packed".getBytes(UTF_8);
    private static final String TEXT = "apiVersion: v2\nname: web\nversion: 1.2.0\n\n...\nfiles:\n  web-1.2.0.tgz: "
            + Digest.sha256(ARCHIVE) + "\n";

    @Test
    void vouchesForTheFileThatItNamesWithTheseBytes() throws Exception {
        var provenance = ChartProvenance.parse(TEXT);

        assertThat(provenance.chart().name()).isEqualTo("web");
        assertThat(provenance.chart().version()).isEqualTo("1.2.0");
        assertThat(provenance.objectionTo("web-1.2.0.tgz", ARCHIVE)).isEmpty();
    }

    @Test
    void doesNotVouchForOtherBytesOrNames() throws Exception {
        var provenance = ChartProvenance.parse(TEXT);

        assertThat(provenance.objectionTo("web-1.2.0.tgz", new byte[0]))
                .hasValueSatisfying(why -> assertThat(why).contains("is not the signed one"));
        assertThat(provenance.objectionTo("web-1.2.1.tgz", ARCHIVE)).contains("it names no file 'web-1.2.1.tgz'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: web",
                "a\n...\nb",
                "name: web\nversion: 1.2.0\n...\nimages: {}\n",
                "name: web\nversion: 1.2.0\n...\nfiles: [a]\n",
                "name: web\nversion: 1.2.0\n...\nfiles: {a: [b]}\n",
                "name: web\nversion: 1.2.0\n...\nfiles: {}\n...\nfiles: {}\n",
                "name: web\nversion: 1.2.0\n...\nfiles: {a: b, a: c}\n",
                "name: ../web\nversion: 1.2.0\n...\nfiles: {}\n",
                "name: [\n"
            })
    void whatIsAnythingElseIsRefused(String text) {
        assertThatExceptionOfType(ChartException.class).isThrownBy(() -> ChartProvenance.parse(text));
    }
}
