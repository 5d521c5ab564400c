package dev.capstan.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Builds over files of SOPS. */
class EncryptedBuildTest {
    private static final String MARKER = "S3cr3tMarker";
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\nstringData:\n  text: |\n    1\n    2\n  password: %s\n"
                    .formatted(MARKER);
    private static final String SETTINGS =
            "apiVersion: example.com/v1\nkind: Settings\nmetadata:\n  name: app\nspec:\n  token: %s\n"
                    .formatted(MARKER);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final AgeIdentities.Generated key = AgeIdentities.generate(random);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [db.yaml, settings.yaml]\n");
        Files.writeString(folder.resolve("db.yaml"), encrypted("db.yaml", SECRET, "^stringData$"));
        Files.writeString(folder.resolve("settings.yaml"), encrypted("settings.yaml", SETTINGS, "^token$"));
    }

    private String encrypted(String file, String plain, String regex) {
        var keys = Keychain.empty().with(new AgeKeyService(List.of(), random), MasterKey.Kind.AGE);
        var plan = new EncryptionPlan(
                List.of(new KeyGroup(List.of(new MasterKey.Age(key.recipient(), "")))),
                0,
                Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, regex)),
                false);
        return new String(
                new Sops(keys)
                        .encrypt(SopsText.of(file, plain.getBytes(UTF_8)), plan)
                        .orElseThrow(),
                UTF_8);
    }

    private String keyFile(AgeIdentities.Generated generated) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.txt"), generated.secretKey() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    /** The exit code; what is printed is in {@link #out} and {@link #err}. */
    private int build(String... words) {
        var all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(words));
        return new CommandLine(new BuildCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, _) -> {
                    assertThat(failure).isInstanceOf(CommandFailure.class);
                    line.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(all.toArray(String[]::new));
    }

    private String written(String... words) throws IOException {
        Path target = folder.resolve("out.txt");
        var all = new ArrayList<>(List.of("-o", target.toString()));
        all.addAll(List.of(words));
        assertThat(build(all.toArray(String[]::new))).as(err.toString()).isZero();
        return Files.readString(target);
    }

    @Test
    void withoutAKeyFilesAreBuiltAsTheyAreAndNamedWithWhatToGive() throws IOException {
        assertThat(written()).contains("password: ENC[AES256_GCM,", "token: ENC[AES256_GCM,");

        assertThat(err.toString())
                .contains("db.yaml, ", "settings.yaml", "encrypted with SOPS", "--age-key-file FILE", "--decrypt");
    }

    @Test
    void withAKeyTheyAreOpened() throws IOException {
        assertThat(written("--age-key-file", keyFile(key)))
                .contains("password: " + MARKER, "token: " + MARKER)
                .doesNotContain("sops", "ENC[");

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void keyOfSomebodyElseNamesFileAndRecipientAndWhatToGive() throws IOException {
        String file = keyFile(AgeIdentities.generate(random));

        assertThat(build("--age-key-file", file)).isEqualTo(1);

        assertThat(err.toString())
                .contains("db.yaml: the data key cannot be recovered", key.recipient(), "--age-key-file FILE");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fileWithoutItsMetadataIsNotTakenForAnOpenedOne() throws IOException {
        Path file = folder.resolve("db.yaml");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf("sops:")));

        assertThat(build("--age-key-file", keyFile(key))).isEqualTo(1);

        assertThat(err.toString()).contains("db.yaml:1", "Secret/db", "still encrypted");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void explanationHasThePlacesOfTheEncryptedFileAndNoValueOfIt() throws IOException {
        int line = Files.readAllLines(folder.resolve("db.yaml")).stream()
                        .map(String::strip)
                        .toList()
                        .indexOf(passwordLine())
                + 1;

        assertThat(build("--explain", "Secret/db", "--age-key-file", keyFile(key)))
                .as(err.toString())
                .isZero();
        assertThat(build("--explain", "Settings/app", "--age-key-file", keyFile(key)))
                .isZero();

        assertThat(out.toString())
                .containsPattern("stringData.password +\\(secret\\) +\\S*db.yaml:" + line + " ")
                .containsPattern("spec.token +\\*+ +\\S*settings.yaml:\\d")
                .doesNotContain(MARKER);
    }

    private String passwordLine() throws IOException {
        return Files.readAllLines(folder.resolve("db.yaml")).stream()
                .map(String::strip)
                .filter(it -> it.startsWith("password:"))
                .findFirst()
                .orElseThrow();
    }
}
