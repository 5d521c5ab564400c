package dev.capstan.git.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH keys of the real ssh-keygen sign here; it and our own check say whether the signatures hold. */
class CommitSignerTest {
    private static final byte[] PAYLOAD = "tree x\nauthor a\n\nmessage \0\r\n".getBytes(UTF_8);

    @TempDir
    Path folder;

    @BeforeEach
    void requireProgram() throws InterruptedException {
        assumeTrue(isThere(), "ssh-keygen is not installed");
    }

    private boolean isThere() throws InterruptedException {
        try {
            exitOf(List.of("ssh-keygen", "-?"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] key(String type, String bits, String passphrase, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", passphrase, "-C", "robot", "-f", "key"));
        command.addAll(List.of(more));
        assertThat(exitOf(command)).isZero();
        return Files.readAllBytes(folder.resolve("key"));
    }

    private static CommitSigner usable(byte[] identity, Optional<String> password) {
        return switch (CommitSigner.ssh(identity, password)) {
            case CommitSigner.Parsed.Usable(var signer) -> signer;
            case CommitSigner.Parsed.Unusable(var why) -> throw new AssertionError(why);
        };
    }

    private static String refusal(byte[] identity, Optional<String> password) {
        return ((CommitSigner.Parsed.Unusable) CommitSigner.ssh(identity, password)).why();
    }

    private void assertHolds(CommitSigner signer) throws IOException, InterruptedException {
        var signature = signer.sign(PAYLOAD);
        var open = Files.readString(folder.resolve("key.pub"));
        Files.writeString(folder.resolve("allowed"), "robot " + open);
        Files.writeString(folder.resolve("signature"), signature);
        assertThat(exitOf(List.of(
                        "ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "robot", "-n", "git", "-s", "signature")))
                .isZero();
        var keys = ((TrustedKeys.Parsed.Keys) TrustedKeys.parse(Map.of("robot.sshpub", open.getBytes(UTF_8)))).keys();
        assertThat(keys.check(new SignedObject(Map.of(), PAYLOAD, Optional.of(signature))))
                .isEqualTo(new SignatureCheck.Valid(signer.key()));
        assertThat(keys.check(new SignedObject(Map.of(), new byte[1], Optional.of(signature))))
                .isInstanceOf(SignatureCheck.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048", "rsa,4096"})
    void signsWithKeysOfAllKinds(String type, String bits) throws Exception {
        assertHolds(usable(key(type, bits, ""), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "rsa,2048"})
    void opensAKeyWithItsPasswordOnly(String type, String bits) throws Exception {
        var identity = key(type, bits, "pass phrase");

        assertHolds(usable(identity, Optional.of("pass phrase")));
        assertThat(refusal(identity, Optional.of("wrong"))).contains("cannot be read with the passphrase");
        assertThat(refusal(identity, Optional.empty())).contains("needs a passphrase in 'password'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "PKCS8"})
    void readsPem(String format) throws Exception {
        assertHolds(usable(key("rsa", "2048", "", "-m", format), Optional.empty()));
        Files.delete(folder.resolve("key"));
        Files.delete(folder.resolve("key.pub"));
        assertHolds(usable(key("ecdsa", "256", "", "-m", format), Optional.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "PKCS8"})
    void opensPemWithItsPassword(String format) throws Exception {
        assertHolds(usable(key("rsa", "2048", "secret", "-m", format), Optional.of("secret")));
    }

    @Test
    void refusesWhatIsNoPrivateKeyForSigning() throws Exception {
        var one = key("ed25519", "256", "");

        assertThat(refusal(key("rsa", "1024", ""), Optional.empty())).contains("less than 2048 bits");
        assertThat(refusal("nothing".getBytes(UTF_8), Optional.empty())).contains("holds none");
        assertThat(refusal(new byte[0], Optional.empty())).contains("holds none");
        assertThat(refusal(new byte[1 << 20], Optional.empty())).contains("holds none");
        assertThat(refusal(Files.readAllBytes(folder.resolve("key.pub")), Optional.empty()))
                .contains("identity");
        assertThat(refusal(Arrays.copyOf(one, one.length / 2), Optional.empty()))
                .contains("identity");
    }

    @Test
    void showsNothingOfTheKey() throws Exception {
        assertThat(usable(key("ed25519", "256", ""), Optional.empty()).toString())
                .matches("CommitSigner\\[SHA256:.{43}]");
    }

    /** -1 when there is no such program. The keys that are made replace earlier ones. */
    /** The exit code; the input is a file, as a program that does not read it may have ended before it is written. */
    private int exitOf(List<String> command) throws IOException, InterruptedException {
        Path input = folder.resolve("input");
        Files.write(input, command.contains("-Y") ? PAYLOAD : "y\n".getBytes(UTF_8));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
