package dev.capstan.cli.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.cli.CapstanProcess.Result;
import dev.capstan.testkit.kubeseal.KubesealProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This command and the real kubeseal on the same files: they seal the same, and each opens what the other sealed. */
class KubesealDifferentialIT {
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: db
              namespace: apps
              uid: 7-7
              creationTimestamp: "2026-01-01T00:00:00Z"
              labels: {team: a}
              annotations:
                note: 'x: y'
                kubectl.kubernetes.io/last-applied-configuration: '{"data": "hunter2"}'
            type: kubernetes.io/basic-auth
            immutable: true
            data: {password: aHVudGVyMg==, binary: AP8Q}
            stringData: {username: "admin\\n", password: hunter3}
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program kubeseal = _ -> new Result(1, new byte[0], "");
    private Program capstan = kubeseal;

    /** One of the two, with words after its name. */
    private interface Program {
        Result run(String... words);
    }

    @BeforeEach
    void write() throws Exception {
        String command = KubesealProgram.orSkip().toString();
        var pair = SealingPair.in(folder);
        write("cert.pem", pair.certificate());
        write("key.pem", pair.key());
        write("secret.yaml", SECRET);
        kubeseal = words -> CapstanProcess.run(
                new ProcessBuilder(line(List.of(command), words)).directory(folder.toFile()), new byte[0]);
        var ours = new CapstanProcess(folder, Map.of());
        capstan = words -> ours.run(line(List.of("seal"), words).toArray(String[]::new));
    }

    private static List<String> line(List<String> first, String... words) {
        var line = new ArrayList<>(first);
        line.addAll(List.of(words));
        return line;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static String done(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.text();
    }

    /** Seals the Secret into a file. */
    private void seal(Program program, String scope, String file) throws IOException {
        write(file, done(program.run("--cert", "cert.pem", "--scope", scope, "-f", "secret.yaml")));
    }

    private JsonNode opened(Program program, String file) throws IOException {
        return bare(
                JSON.readTree(done(program.run("--recovery-unseal", "--recovery-private-key", "key.pem", "-f", file))));
    }

    /** A file with names in place of the sealed values, which are never twice the same. */
    private JsonNode form(String file) throws IOException {
        JsonNode object = bare(JSON.readTree(folder.resolve(file).toFile()));
        var items = (ObjectNode) object.path("spec").path("encryptedData");
        items.fieldNames().forEachRemaining(key -> items.put(key, key));
        return object;
    }

    /** Without what Go writes for fields that are not set. */
    private static JsonNode bare(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(KubesealDifferentialIT::bare);
            object.properties().removeIf(field -> field.getValue().isNull());
        } else {
            node.forEach(KubesealDifferentialIT::bare);
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
    void theyMakeTheSameAndEachOpensWhatTheOtherSealed(String scope) throws IOException {
        seal(kubeseal, scope, "theirs.json");
        seal(capstan, scope, "ours.json");

        assertThat(form("ours.json")).isEqualTo(form("theirs.json"));
        assertThat(folder.resolve("ours.json")).content().doesNotContain("hunter");
        JsonNode secret = opened(kubeseal, "ours.json");
        assertThat(secret.path("data"))
                .isEqualTo(
                        JSON.readTree("{\"binary\":\"AP8Q\",\"password\":\"aHVudGVyMw==\",\"username\":\"YWRtaW4K\"}"));
        assertThat(opened(capstan, "theirs.json")).isEqualTo(secret);
    }

    @Test
    void theyMergeTheSame() throws IOException {
        seal(kubeseal, "strict", "ours.json");
        Files.copy(folder.resolve("ours.json"), folder.resolve("theirs.json"));
        write("more.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: other, labels: {team: b, stage: test}}
                stringData: {password: changed, token: new}
                """);

        done(kubeseal.run("--cert", "cert.pem", "--merge-into", "theirs.json", "-f", "more.yaml"));
        done(capstan.run("--cert", "cert.pem", "--merge-into", "ours.json", "-f", "more.yaml"));

        assertThat(form("ours.json")).isEqualTo(form("theirs.json"));
        assertThat(opened(kubeseal, "ours.json")).isEqualTo(opened(capstan, "theirs.json"));
    }

    @Test
    void aSingleValueOfTheOneIsOpenedByTheOther() throws IOException {
        write("value", "raw");
        String[] words = {"--cert", "cert.pem", "--raw", "--name", "db", "--namespace", "apps", "--from-file", "value"};
        String holder = """
                {"apiVersion": "bitnami.com/v1alpha1", "kind": "SealedSecret",
                 "metadata": {"name": "db", "namespace": "apps"}, "spec": {"encryptedData": {"a": "%s"}}}
                """;
        write("theirs.json", holder.formatted(done(kubeseal.run(words))));
        write("ours.json", holder.formatted(done(capstan.run(words))));

        assertThat(opened(capstan, "theirs.json").path("data")).isEqualTo(JSON.readTree("{\"a\":\"cmF3\"}"));
        assertThat(opened(kubeseal, "ours.json").path("data")).isEqualTo(JSON.readTree("{\"a\":\"cmF3\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: empty, namespace: apps}",
                "metadata: {namespace: apps}\nstringData: {a: b}",
                "metadata: {name: bad, namespace: apps}\ndata: {a: '***'}"
            })
    void theyRefuseTheSame(String secret) throws IOException {
        write("secret.yaml", "apiVersion: v1\nkind: Secret\n" + secret + "\n");
        for (Program program : List.of(kubeseal, capstan)) {
            Result result = program.run("--cert", "cert.pem", "-f", "secret.yaml");

            assertThat(result.exit()).as(result.toString()).isEqualTo(1);
            assertThat(new String(result.out(), StandardCharsets.UTF_8)).isEmpty();
        }
    }
}
