package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Git says arrives at a real API server, whatever characters it consists of. */
class UnicodeIT extends ClusterFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next \u0085 line",
                "\u0085",
                "line \u0085\n two \u2028\n three \u2029",
                "\u2028 between \u2029",
                "bell \u0007 and nul \u0000 and escape \u001B",
                "delete \u007F",
                "C1 \u0080 \u0093 \u009F",
                "mark \uFEFF inside",
                "\uFEFFmark first",
                "no characters \uFFFE \uFFFF",
                "emoji \uD83D\uDE00 and \uD83C\uDDEA\uD83C\uDDFA",
                "blank \u00A0 and \u200B and \u202E",
                "trailing \u0085"
            })
    void arrivesByteForByteInEveryKindOfObject(String text) {
        String quoted = escaped(text);
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        String manifests = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: text, namespace: NS, annotations: {note: %1$s}}
                data: {value: %1$s}
                binaryData: {bytes: %2$s}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: text, namespace: NS}
                stringData: {value: %1$s}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: text, namespace: NS}
                spec:
                  selector: {matchLabels: {app: text}}
                  template:
                    metadata: {labels: {app: text}}
                    spec: {containers: [{name: main, image: "text:1", args: [%1$s], env: [{name: E, value: %1$s}]}]}
                """.formatted(quoted, base64);
        engine.applied(manifests);

        JsonNode map = engine.live(engine.configMap("text"));
        assertThat(map.at("/data/value").textValue()).isEqualTo(text);
        assertThat(map.at("/metadata/annotations/note").textValue()).isEqualTo(text);
        assertThat(map.at("/binaryData/bytes").textValue()).isEqualTo(base64);
        JsonNode secret = engine.live(engine.ref("", "v1", "Secret", "text"));
        assertThat(secret.at("/data/value").textValue()).isEqualTo(base64);
        JsonNode container =
                engine.live(engine.ref("apps", "v1", "Deployment", "text")).at("/spec/template/spec/containers/0");
        assertThat(container.at("/args/0").textValue()).isEqualTo(text);
        assertThat(container.at("/env/0/value").textValue()).isEqualTo(text);
        assertThat(engine.applied(manifests).changes().hasChanges()).isFalse();
    }

    /** In double quotes, with every character but ASCII letters as an escape of YAML. */
    private static String escaped(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> quoted.append(c >= ' ' && c < 0x7F ? Character.toString(c) : "\\U%08x".formatted(c)));
        return quoted.append('"').toString();
    }
}
