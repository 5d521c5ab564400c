package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: ConfigMap, metadata: {name: a}} | app.yaml:1: ConfigMap a has no apiVersion",
                "{apiVersion: v1, metadata: {name: a}} | app.yaml:1: object a has no kind",
                "{apiVersion: v1, kind: ConfigMap} | app.yaml:1: ConfigMap has no metadata.name",
                "{apiVersion: v1, kind: Pod, metadata: {generateName: a-}} | app.yaml:1: Pod uses metadata.generateName",
                "{apiVersion: v1, kind: List, metadata: {name: l}, items: []} | app.yaml:1: List l is a list",
                "{apiVersion: apps/, kind: X, metadata: {name: a}} | app.yaml:1: X a has the malformed apiVersion apps/",
                "[1, 2] | app.yaml:1: is not an object",
            })
    void k037_isRefusedWithFileAndLine(String yaml, String problem) {
        assertThat(read(yaml)).isInstanceOfSatisfying(Manifest.Unreadable.class, unreadable -> {
            assertThat(unreadable.problem()).hasToString(problem);
            assertThat(unreadable.problem().advice()).isNotBlank();
        });
    }

    @Test
    void y042_holdsTheValuesThatGoToolsSend() throws Exception {
        JsonNode sent = new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(
                        "{\"big\":9007199254740993,\"fraction\":0.5,\"octal\":511,\"quoted\":\"1e3\",\"word\":\"yes\"}");

        Manifest.Reading reading = read("{apiVersion: v1, kind: X, metadata: {name: a}, spec: {big: 9007199254740993,"
                + " octal: 0777, word: yes, quoted: \"1e3\", fraction: 0.5}}");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Manifest.Readable.class,
                        readable -> assertThat(readable.manifest().content().path("spec"))
                                .isEqualTo(sent));
    }

    private static Manifest.Reading read(String yaml) {
        byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
        return ManifestReader.read(
                YamlReader.readAll("app.yaml", text, Limits.DEFAULT).getFirst(), Dialect.KUSTOMIZE);
    }
}
