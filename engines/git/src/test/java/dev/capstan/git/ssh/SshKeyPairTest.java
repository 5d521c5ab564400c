package dev.capstan.git.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshKeyPairTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, ssh-rsa",
        "ECDSA, 256, ecdsa-sha2-nistp256",
        "ECDSA, 384, ecdsa-sha2-nistp384",
        "ECDSA, 521, ecdsa-sha2-nistp521",
        "ED25519, 0, ssh-ed25519"
    })
    void isReadByOpenSshAndByUs(SshKeyAlgorithm algorithm, int bits, String type) throws Exception {
        SshKeyPair made = SshKeyPair.generate(algorithm, bits);

        Path file = Files.writeString(
                Files.createFile(
                        folder.resolve("id"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                made.identity());
        Process sshKeygen = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(sshKeygen.getInputStream().readAllBytes()).strip())
                .startsWith(made.publicKey());
        assertThat(made.publicKey()).startsWith(type + " ");
        assertThat(made.fingerprint()).startsWith("SHA256:");
        assertThat(SshKeyPair.parse(made.identity(), Optional.empty())).isEqualTo(GitResult.success(made));
    }

    @Test
    void isAnotherOneEachTime() {
        assertThat(SshKeyPair.generate(SshKeyAlgorithm.ED25519, 0).publicKey())
                .isNotEqualTo(SshKeyPair.generate(SshKeyAlgorithm.ED25519, 0).publicKey());
    }

    @Test
    void showsNothingOfThePrivateKey() {
        SshKeyPair made = SshKeyPair.generate(SshKeyAlgorithm.ECDSA, 256);

        assertThat(made.toString()).isEqualTo("SshKeyPair[" + made.fingerprint() + "]");
    }

    @Test
    void refusesACurveThatDoesNotExist() {
        assertThatThrownBy(() -> SshKeyPair.generate(SshKeyAlgorithm.ECDSA, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300");
    }

    @Test
    void refusesWhatIsNoPrivateKey() {
        assertThat(SshKeyPair.parse("ssh-ed25519 AAAA", Optional.empty()))
                .isEqualTo(GitResult.failed(new GitFailure.CredentialsInvalid("it is not an SSH private key")));
    }
}
