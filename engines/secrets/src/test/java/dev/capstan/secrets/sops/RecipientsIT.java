package dev.capstan.secrets.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeIdentity;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpKeys;
import dev.capstan.testkit.sops.SopsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All kinds of age recipients, and groups of them, go to the real program and come back. */
class RecipientsIT {
    private static final String PLAIN = "a: 1\nb: two\n";

    @TempDir
    private Path folder;

    @Test
    void exchangesPostQuantumKeys() throws AgeException {
        var key = AgeIdentities.generatePostQuantum(new SecureRandom());

        exchange(
                new RealSops(SopsProgram.orSkip(), folder, key.secretKey()),
                AgeIdentities.parse("test", key.secretKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void exchangesSshKeys(String type) throws Exception {
        var real = new RealSops(SopsProgram.orSkip(), folder, "");
        // Where the real program looks for keys of SSH.
        Path file = Files.createDirectory(folder.resolve(".ssh")).resolve("id_" + type);
        try {
            int exit = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            assumeTrue(exit == 0, "ssh-keygen does not work");
        } catch (IOException e) {
            assumeTrue(false, "ssh-keygen is not installed");
        }

        exchange(
                real,
                AgeIdentities.read("id_" + type, Files.readAllBytes(file), () -> new byte[0])
                        .getFirst());
    }

    private void exchange(RealSops real, AgeIdentity identity) {
        String recipient = identity.recipient().orElseThrow();
        var ours = new Sops(TestKeys.of(List.of(identity), PgpKeys.none()));

        byte[] byUs = ours.encrypt(
                        text(PLAIN.getBytes(StandardCharsets.UTF_8)),
                        EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(recipient, "")))))
                .orElseThrow();
        write("ours.yaml", byUs);
        var theirDecryption = real.run("decrypt", "ours.yaml");
        assertThat(theirDecryption.err() + new String(theirDecryption.out(), StandardCharsets.UTF_8))
                .isEqualTo(PLAIN);

        write("plain.yaml", PLAIN.getBytes(StandardCharsets.UTF_8));
        var theirs = real.run("encrypt", "--age", recipient, "plain.yaml");
        assertThat(theirs.err()).isEmpty();
        assertThat(ours.decrypt(text(theirs.out()), MacCheck.REQUIRED).orElseThrow())
                .isEqualTo(PLAIN.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void exchangesKeyGroups() throws AgeException {
        var random = new SecureRandom();
        var one = AgeIdentities.generate(random);
        var two = AgeIdentities.generate(random);
        var three = AgeIdentities.generate(random);
        var real = new RealSops(SopsProgram.orSkip(), folder, one.secretKey() + " " + three.secretKey());
        var ours = new Sops(TestKeys.of(
                List.of(AgeIdentities.parse("one", one.secretKey()), AgeIdentities.parse("two", two.secretKey())),
                PgpKeys.none()));
        var groups = List.of(one, two, three).stream()
                .map(key -> new KeyGroup(List.of(new MasterKey.Age(key.recipient(), ""))))
                .toList();

        byte[] byUs = ours.encrypt(
                        text(PLAIN.getBytes(StandardCharsets.UTF_8)),
                        new EncryptionPlan(groups, 2, Optional.empty(), true))
                .orElseThrow();
        write("ours.yaml", byUs);
        var theirDecryption = real.run("decrypt", "ours.yaml");
        assertThat(theirDecryption.err() + new String(theirDecryption.out(), StandardCharsets.UTF_8))
                .isEqualTo(PLAIN);

        write(".sops.yaml", """
                creation_rules:
                  - shamir_threshold: 2
                    key_groups:
                      - age: ["%s"]
                      - age: ["%s"]
                      - age: ["%s"]
                """.formatted(one.recipient(), two.recipient(), three.recipient())
                .getBytes(StandardCharsets.UTF_8));
        write("plain.yaml", PLAIN.getBytes(StandardCharsets.UTF_8));
        var theirs = real.run("encrypt", "plain.yaml");
        assertThat(ours.decrypt(text(theirs.out()), MacCheck.REQUIRED).orElseThrow())
                .isEqualTo(PLAIN.getBytes(StandardCharsets.UTF_8));
    }

    private static SopsText text(byte[] text) {
        return new SopsText("ours.yaml", SopsFormat.YAML, text);
    }

    private void write(String name, byte[] text) {
        try {
            Files.write(folder.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
