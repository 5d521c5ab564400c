package dev.capstan.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.Credentials;
import dev.capstan.git.RemoteUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositorySecretTest {

    private static final RemoteUrl HTTPS =
            RemoteUrl.parse("https://git.example/a/b").orElseThrow();
    private static final RemoteUrl SSH =
            RemoteUrl.parse("ssh://git@git.example/a/b").orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void aManifestMayHavePlainAndEncodedValues() throws Exception {
        Path file = Files.writeString(folder.resolve("secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: any
                data:
                  username: bWU=
                stringData:
                  password: "s3cret"
                """);

        RepositorySecret secret = RepositorySecret.ofManifest(file);

        assertThat(secret.values()).isEqualTo(Map.of("username", "me", "password", "s3cret"));
        assertThat(secret.credentials(HTTPS)).isEqualTo(new Credentials.Basic("me", "s3cret"));
        assertThat(secret).asString().doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind: ConfigMap'                              | is not the manifest of one Secret",
                "'s3cret'                                       | is not the manifest of one Secret",
                "'{kind: Secret'                                | is not a manifest: line 1 cannot be read",
                "'kind: Secret'                                 | has no values",
                "'{kind: Secret, data: {password: s3cret!}}'    | 'password' of the Secret in",
                "'{kind: Secret, stringData: {password: [s3cret]}}' | 'password' is not a text",
            })
    void whatIsWrongWithAManifestIsSaidWithoutItsValues(String text, String problem) throws Exception {
        Path file = Files.writeString(folder.resolve("secret.yaml"), text);

        assertThatThrownBy(() -> RepositorySecret.ofManifest(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void missingKeysAreNamedWithTheOptionThatMakesThem() {
        assertThatThrownBy(() -> RepositorySecret.basic("me", "s3cret").credentials(SSH))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "The Secret for %s has no 'identity'; ssh needs identity and known_hosts"
                                + " (--ssh-key makes both)",
                        SSH);
        assertThatThrownBy(() -> new RepositorySecret(Map.of("identity", "k")).credentials(HTTPS))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has no 'username'");
    }

    @Test
    void aLineEndAfterATokenDoesNotCount() {
        assertThat(new RepositorySecret(Map.of("bearerToken", "t0ken\n")).credentials(HTTPS))
                .isEqualTo(new Credentials.Bearer("t0ken"));
        assertThat(RepositorySecret.basic("me\n", "s3cret\r\n").credentials(HTTPS))
                .isEqualTo(new Credentials.Basic("me", "s3cret"));
    }
}
