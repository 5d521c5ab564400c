package dev.capstan.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.secrets.age.AgeIdentities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes in a Git repository. */
class SecretsCommandsIT {
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata:\n    name: db\nstringData:\n    password: hunter2\n";

    @TempDir
    private Path folder;

    private AgeIdentities.Generated key = AgeIdentities.generate(new SecureRandom());
    private final AgeIdentities.Generated other = AgeIdentities.generate(new SecureRandom());
    private CapstanProcess capstan = new CapstanProcess(Path.of(""), Map.of());

    @BeforeEach
    void write() throws IOException {
        key = AgeIdentities.generate(new SecureRandom());
        capstan = new CapstanProcess(folder, Map.of("SOPS_AGE_KEY", key.secretKey()));
        rules(key.recipient());
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/db.yaml"), SECRET);
        Files.writeString(folder.resolve("app.yaml"), "kind: Deployment\n");
        git("init", "-q");
        run("sops", "encrypt", "-i", "secrets/db.yaml");
        git("add", ".");
        git("commit", "-q", "-m", "one");
    }

    private void rules(String recipients) throws IOException {
        Files.writeString(
                folder.resolve(".sops.yaml"),
                "creation_rules:\n- path_regex: ^secrets/\n  encrypted_regex: ^(data|stringData)$\n  age: " + recipients
                        + "\n");
    }

    private String git(String... words) {
        var line = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example"));
        line.addAll(List.of(words));
        var result = CapstanProcess.run(new ProcessBuilder(line).directory(folder.toFile()), new byte[0]);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.text();
    }

    private String run(String... words) {
        var result = capstan.run(words);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.text();
    }

    @Test
    void aCleanRepositoryIsReportedWithItsKeysAndRules() {
        assertThat(run("secrets", "report").lines())
                .anyMatch(line -> line.matches("secrets/db.yaml +encrypted +age1.*… +- +0d +\\^secrets/ +-"))
                .anyMatch(line -> line.equals("1 encrypted files, 0 findings"));
    }

    @Test
    void whatIsWrongIsFoundForProgramsTooAndNoValueIsPrinted() throws IOException {
        Files.writeString(folder.resolve("plain.yaml"), SECRET);
        Files.writeString(folder.resolve("secrets/more.yaml"), "a: 1\n");
        Files.writeString(folder.resolve("ignored.yaml"), SECRET);
        Files.writeString(folder.resolve(".gitignore"), "ignored.yaml\n");
        rules(key.recipient() + "," + other.recipient());

        var result = capstan.run("secrets", "report", "-o", "json");

        assertThat(result.exit()).isEqualTo(3);
        var report = new ObjectMapper().readTree(result.out());
        var kinds = new ArrayList<String>();
        report.path("files")
                .forEach(file -> file.path("findings")
                        .forEach(finding -> kinds.add(file.path("path").asText() + " "
                                + finding.path("kind").asText())));
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "plain.yaml plain-secret", "secrets/db.yaml other-keys", "secrets/more.yaml not-encrypted");
        assertThat(result.toString()).doesNotContain("hunter2");
        assertThat(capstan.run("secrets", "report", "--exclude", "{plain,secrets/*}.yaml")
                        .exit())
                .isZero();
    }

    @Test
    void allFilesGetTheKeysOfTheirRulesInOneCommit() throws IOException {
        rules(other.recipient());
        git("config", "user.name", "t");
        git("config", "user.email", "t@example");
        Files.writeString(folder.resolve("app.yaml"), "kind: Changed\n");

        assertThat(run("secrets", "reencrypt", "--dry-run")).isEqualTo("would change secrets/db.yaml\n");
        assertThat(run("secrets", "reencrypt", "--rule", "^other/")).isEmpty();
        run("secrets", "reencrypt", "--rotate", "--commit");

        assertThat(git("show", "--name-only", "--format=", "HEAD")).isEqualTo("secrets/db.yaml\n");
        assertThat(capstan.run("sops", "decrypt", "secrets/db.yaml").exit()).isEqualTo(128);
        assertThat(capstan.with("SOPS_AGE_KEY", other.secretKey())
                        .run("sops", "decrypt", "secrets/db.yaml")
                        .text())
                .isEqualTo(SECRET);
    }

    @Test
    void whenOneFileCannotBeOpenedNoneIsChanged() throws IOException {
        Files.copy(folder.resolve("secrets/db.yaml"), folder.resolve("secrets/a.yaml"));
        var foreign = new CapstanProcess(folder, Map.of("SOPS_AGE_KEY", other.secretKey()));
        Files.writeString(folder.resolve("secrets/b.yaml"), SECRET);
        assertThat(foreign.run(
                                "sops",
                                "encrypt",
                                "-i",
                                "--config",
                                "/dev/null",
                                "--age",
                                other.recipient(),
                                "secrets/b.yaml")
                        .exit())
                .isZero();
        rules(key.recipient() + "," + other.recipient());
        byte[] before = Files.readAllBytes(folder.resolve("secrets/a.yaml"));

        var result = capstan.run("secrets", "reencrypt");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Nothing was changed", "secrets/b.yaml", other.recipient());
        assertThat(folder.resolve("secrets/a.yaml")).hasBinaryContent(before);
    }

    @Test
    void aNewKeyIsPrivateAndOpensWhatIsEncryptedForIt() throws IOException {
        var result = capstan.run("secrets", "generate-key", "age", "--secret", "secret.yaml");

        assertThat(result.exit()).isZero();
        String file = Files.readString(folder.resolve("age.agekey"));
        String secretKey =
                file.lines().filter(line -> line.startsWith("AGE-")).findFirst().orElseThrow();
        assertThat(result.toString()).doesNotContain(secretKey).contains("kubectl apply -f secret.yaml");
        assertThat(result.err())
                .contains("age.agekey lies in a Git repository", "secret.yaml lies in a Git repository");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("age.agekey"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.yaml"))))
                .isEqualTo("rw-------");
        assertThat(capstan.run("secrets", "generate-key", "age").err()).contains("never overwritten");
    }
}
