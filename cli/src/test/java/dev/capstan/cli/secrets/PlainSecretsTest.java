package dev.capstan.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.secrets.SecretFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainSecretsTest {
    private static List<SecretFinding> in(String name, String text) {
        return PlainSecrets.in(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSecretInPlainTextIsFoundWithItsLineAndNotQuoted() {
        var found = in("a.yaml", """
                apiVersion: v1
                kind: ConfigMap
                data:
                  a: b
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: db
                stringData:
                  password: hunter2
                """);

        assertThat(found)
                .containsExactly(new SecretFinding(
                        Kind.PLAIN_SECRET, 11, "the Secret db has stringData.password in plain text"));
        assertThat(found.toString()).doesNotContain("hunter2");
    }

    @Test
    void secretsInListsAndLiteralsOfGeneratorsAreFound() {
        assertThat(
                        in(
                                "l.json",
                                "{\"kind\":\"List\",\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"eA==\"}}]}"))
                .extracting(SecretFinding::kind)
                .containsExactly(Kind.PLAIN_SECRET);
        assertThat(in("kustomization.yaml", "kind: Kustomization\nsecretGenerator:\n- name: s\n  literals: [a=b]\n"))
                .extracting(SecretFinding::kind)
                .containsExactly(Kind.PLAIN_SECRET);
    }

    @Test
    void whatIsReplacedLaterIsNotASecret() {
        assertThat(in("a.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  a: ${PASSWORD}\n  b: ''\n  c: null\n"))
                .isEmpty();
        assertThat(in("a.yaml", "kind: Secret\n{{ if }}\n")).isEmpty();
        assertThat(in("x.env", "# TOKEN=x\nTOKEN=\nTOKEN=${T}\nNAME=x\n")).isEmpty();
    }

    @Test
    void keysAndTokensAreFoundInAnyFile() {
        String pem = "-----BEGIN OPENSSH PRIVATE" + " KEY-----";
        assertThat(in("notes.txt", "one\n" + pem + "\n"))
                .containsExactly(new SecretFinding(Kind.PLAIN_KEY, 2, "this looks like a private key"));
        assertThat(in("x", "AGE-SECRET-" + "KEY-1" + "Q".repeat(58)))
                .extracting(SecretFinding::kind)
                .containsExactly(Kind.PLAIN_KEY);
        assertThat(in("x", "AKIA" + "A".repeat(16))).hasSize(1);
        assertThat(in("x.env", "DB_PASSWORD=abc\n"))
                .containsExactly(new SecretFinding(Kind.PLAIN_SECRET, 1, "DB_PASSWORD has a value in plain text"));
    }

    @Test
    void anEncryptedSecretWithAPlainValueIsFound() {
        String text =
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\ndata:\n  a: ENC[AES256_GCM,data:x]\n  b: eA==\n";

        assertThat(PlainSecrets.leftPlain("a.yaml", text.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new SecretFinding(Kind.PLAIN_VALUE, 7, "the Secret s has data.b in plain text"));
    }
}
