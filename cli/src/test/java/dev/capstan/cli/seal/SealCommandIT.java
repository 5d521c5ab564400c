package dev.capstan.cli.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.CapstanProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals as a process with a certificate, without any cluster, and opens with its private key. */
class SealCommandIT {
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: apps}\nstringData: {password: hunter2}\n";

    @TempDir
    private Path folder;

    private CapstanProcess capstan = new CapstanProcess(Path.of(""), Map.of());

    @BeforeEach
    void write() throws Exception {
        var pair = SealingPair.in(folder);
        Files.writeString(folder.resolve("cert.pem"), pair.certificate());
        Files.writeString(folder.resolve("key.pem"), pair.key());
        Files.writeString(folder.resolve("secret.yaml"), SECRET);
        capstan = new CapstanProcess(folder, Map.of("SEALED_SECRETS_CERT", "cert.pem"));
    }

    private CapstanProcess.Result seal(String... words) {
        return seal(new byte[0], words);
    }

    private CapstanProcess.Result seal(byte[] in, String... words) {
        var all = new String[words.length + 1];
        all[0] = "seal";
        System.arraycopy(words, 0, all, 1, words.length);
        return capstan.run(in, all);
    }

    private String password(String file) throws IOException {
        var opened = seal("--recovery-unseal", "--recovery-private-key", "key.pem", "-f", file);
        assertThat(opened.exit()).as(opened.toString()).isZero();
        var secret = new ObjectMapper().readTree(opened.out());
        return new String(
                Base64.getDecoder().decode(secret.path("data").path("password").asText()), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasSealedIsOpenedWithThePrivateKeyAlone() throws IOException {
        var sealed = seal("-f", "secret.yaml", "-w", "sealed.json");

        assertThat(sealed.exit()).as(sealed.toString()).isZero();
        assertThat(folder.resolve("sealed.json"))
                .content()
                .startsWith("{\n  \"apiVersion\": \"bitnami.com/v1alpha1\",\n")
                .doesNotContain("hunter2");
        assertThat(password("sealed.json")).isEqualTo("hunter2");
    }

    @Test
    void yamlComesAsDocumentsFromTheStandardInput() {
        var sealed =
                seal((SECRET + "---\n" + SECRET.replace("db", "other")).getBytes(StandardCharsets.UTF_8), "-o", "yaml");

        assertThat(sealed.text()).startsWith("---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n");
        assertThat(sealed.text().lines().filter(line -> line.equals("---"))).hasSize(2);
    }

    @Test
    void aValueIsMergedAndARawOneFitsToo() throws IOException {
        assertThat(seal("-f", "secret.yaml", "-o", "yaml", "-w", "sealed.yaml").exit())
                .isZero();
        Files.writeString(folder.resolve("more.yaml"), SECRET.replace("hunter2", "changed"));

        assertThat(seal("--merge-into", "sealed.yaml", "-f", "more.yaml").exit())
                .isZero();

        assertThat(folder.resolve("sealed.yaml")).content().startsWith("---\napiVersion:");
        assertThat(password("sealed.yaml")).isEqualTo("changed");
        Files.writeString(folder.resolve("value"), "raw");
        String raw = seal("--raw", "--name", "db", "--namespace", "apps", "--from-file", "value")
                .text();
        Files.writeString(
                folder.resolve("raw.yaml"),
                "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: db, namespace: apps}\n"
                        + "spec: {encryptedData: {password: \"" + raw + "\"}}\n");
        assertThat(password("raw.yaml")).isEqualTo("raw");
    }

    @Test
    void wrongWordsAndWrongInputAreRefusedWithoutAnyOutput() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "password: hunter2: [");
        Files.writeString(
                folder.resolve("empty.yaml"), "apiVersion: v1\nkind: Secret\nmetadata: {name: e, namespace: a}\n");
        Files.writeString(folder.resolve("nowhere.yaml"), SECRET.replace(", namespace: apps", ""));

        assertThat(seal("--raw", "--validate").exit()).isEqualTo(2);
        assertThat(seal("--scope", "all", "-f", "secret.yaml").exit()).isEqualTo(2);
        var bad = seal("-f", "bad.yaml");
        assertThat(bad.exit()).isEqualTo(1);
        assertThat(bad.toString()).doesNotContain("hunter2");
        assertThat(seal("-f", "empty.yaml").err()).contains("has no data");
        assertThat(seal("--allow-empty-data", "-f", "empty.yaml").exit()).isZero();
        var nowhere = seal("-f", "nowhere.yaml");
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.out()).isEmpty();
        assertThat(seal("-n", "apps", "-f", "nowhere.yaml").exit()).isZero();
    }

    @Test
    void withoutAClusterAndACertificateItIsSaidWhatIsMissing() {
        var result = new CapstanProcess(folder, Map.of()).run("seal", "-f", "secret.yaml");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).startsWith("capstan: No cluster:");
    }
}
