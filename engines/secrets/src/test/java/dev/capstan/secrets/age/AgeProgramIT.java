package dev.capstan.secrets.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.sops.SopsProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that go to the real age and come from it. */
class AgeProgramIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private byte[] run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(SopsProgram.ageOrSkip().toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return out;
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 32", "false, 65536", "false, 200000", "true, 32", "true, 70000"})
    void exchangesFiles(boolean isPostQuantum, int size) throws Exception {
        var key = isPostQuantum ? AgeIdentities.generatePostQuantum(random) : AgeIdentities.generate(random);
        byte[] plain = new byte[size];
        random.nextBytes(plain);
        Files.write(folder.resolve("plain"), plain);
        Files.writeString(folder.resolve("key"), key.secretKey() + "\n");

        Files.write(
                folder.resolve("ours"), AgeFile.encrypt(plain, List.of(AgeRecipient.parse(key.recipient())), random));
        assertThat(run("-d", "-i", "key", "ours")).isEqualTo(plain);
        Files.writeString(
                folder.resolve("armored"),
                AgeFile.encryptArmored(plain, List.of(AgeRecipient.parse(key.recipient())), random));
        assertThat(run("-d", "-i", "key", "armored")).isEqualTo(plain);

        var identities =
                AgeIdentities.read("key", key.secretKey().getBytes(StandardCharsets.US_ASCII), () -> new byte[0]);
        assertThat(AgeFile.decrypt(run("-r", key.recipient(), "plain"), identities))
                .isEqualTo(plain);
        assertThat(AgeFile.decrypt(run("-a", "-r", key.recipient(), "plain"), identities))
                .isEqualTo(plain);
    }
}
