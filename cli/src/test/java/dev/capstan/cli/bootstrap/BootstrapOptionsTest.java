package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class BootstrapOptionsTest {

    /** Both groups of options, as the command has them. */
    @Command
    static final class Options {
        @Mixin
        private RepositoryOptions repository = new RepositoryOptions();

        @Mixin
        private AccessOptions access = new AccessOptions();

        static Options of(String words) {
            var options = new Options();
            new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.split(" "));
            return options;
        }

        RemoteUrl ofCluster() {
            return access.ofCluster(repository.url());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--url ssh://git@git.example/org/fleet, ssh://git@git.example/org/fleet",
        "--url ssh://git.example:2222/org/fleet, ssh://git@git.example:2222/org/fleet",
        "--url ssh://KEYID@git.example/org/fleet, ssh://KEYID@git.example/org/fleet",
        "--url https://git.example:8443/org/fleet, ssh://git@git.example/org/fleet",
        "--url https://me@git.example/org/fleet -u me, ssh://git@git.example/org/fleet",
        "--url https://git.example/org/fleet --ssh-hostname ssh.example:2222, ssh://git@ssh.example:2222/org/fleet",
        "--url https://git.example/org/fleet --ssh-hostname key@ssh.example, ssh://key@ssh.example/org/fleet",
        "--url https://me@git.example/org/fleet --token-auth, https://git.example/org/fleet",
        "--url http://git.example/org/fleet --token-auth --allow-insecure-http, http://git.example/org/fleet",
    })
    void theClusterReadsOverSshUnlessATokenIsGiven(String words, String url) {
        assertThat(Options.of(words).ofCluster()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--url git@git.example:org/fleet | is the short form of ssh; write ssh://git@git.example/org/fleet",
                "--url http://git.example/org/fleet | --allow-insecure-http",
                "--url https://me:secret@git.example/org/fleet | --url holds a password",
                "--url ftp://git.example/fleet | --url: the URL 'ftp://git.example/fleet' is not usable",
                "--url ssh://git.example/fleet --token-auth | --token-auth needs an https:// address",
                "--url ssh://git.example/fleet --with-bearer-token | --with-bearer-token needs an https:// address",
                "--url https://git.example/fleet --token-auth --rotate-key | --token-auth excludes",
                "--url ssh://git.example/fleet --private-key-file k --rotate-key | --rotate-key makes a new key",
                "--url ssh://git.example/fleet --ca-file ca | --ca-file is for https:// addresses",
                "--url ssh://git.example/fleet -p a --password-stdin | exclude each other",
            })
    void whatMakesNoSenseIsRefusedByName(String words, String why) {
        assertThatThrownBy(() -> Options.of(words.strip()).ofCluster())
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageContaining(why.strip())
                .hasMessageNotContaining("secret@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ssh-ecdsa-curve p999 | --ssh-ecdsa-curve: there is no 'p999'",
                "--ssh-key-algorithm rsa --ssh-rsa-bits 512 | --ssh-rsa-bits: 512",
                "--private-key-file /nowhere/key | --private-key-file: /nowhere/key cannot be read: there is no such"
                        + " file",
            })
    void keysThatCannotBeAreRefused(String words, String why) {
        var options = Options.of("--url ssh://git.example/fleet " + words.strip());

        assertThatThrownBy(() -> options.access.access(options.repository.url(), Optional.empty()))
                .hasMessageStartingWith(why.strip());
    }

    @Test
    void aTokenNeedsAToken() {
        var options = Options.of("--url https://git.example/fleet --token-auth");

        assertThatThrownBy(() -> options.access.access(options.repository.url(), Optional.empty()))
                .hasMessageContaining("--password-stdin");
    }

    @Test
    void aPasswordComesFromStandardInputAnOptionOrTheEnvironment() throws Exception {
        var input = new ByteArrayInputStream("token\n".getBytes(StandardCharsets.UTF_8));

        assertThat(Options.of("--url https://git.example/fleet --password-stdin")
                        .access
                        .password(input, Map.of("GIT_PASSWORD", "other")))
                .contains("token");
        assertThat(Options.of("--url https://git.example/fleet -p given")
                        .access
                        .password(input, Map.of("GIT_PASSWORD", "other")))
                .contains("given");
        assertThat(Options.of("--url https://git.example/fleet")
                        .access
                        .password(input, Map.of("GIT_PASSWORD", "other")))
                .contains("other");
        assertThat(Options.of("--url https://git.example/fleet").access.password(input, Map.of()))
                .isEmpty();
    }

    @Test
    void theTokenIsTheClustersAndThePersons() {
        var options = Options.of("--url https://me@git.example/fleet --token-auth");
        RemoteUrl url = options.repository.url();

        assertThat(options.access.pushes(url, Optional.of("token")).map(Remote::credentials))
                .contains(new Credentials.Basic("me", "token"));
        assertThat(options.access.access(url, Optional.of("token")))
                .isInstanceOfSatisfying(
                        ClusterAccess.Token.class,
                        token -> assertThat(token.secret().values())
                                .isEqualTo(Map.of("username", "me", "password", "token")));
        assertThat(Options.of("--url https://git.example/fleet --token-auth --with-bearer-token")
                        .access
                        .access(url, Optional.of("token")))
                .isInstanceOfSatisfying(
                        ClusterAccess.Token.class,
                        token -> assertThat(token.secret().values()).isEqualTo(Map.of("bearerToken", "token")));
    }
}
