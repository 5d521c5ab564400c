package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.Capstan;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.cli.SeveralCommands;
import dev.capstan.cli.seal.SealingPair;
import dev.capstan.secrets.age.AgeIdentities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that fail in every way there is, each with a secret in its input: no secret is printed, and none stays in a file. */
class SecretsStaySecretIT {
    private static final String MARKER = "Mk7-hunter-Qz93xw";
    private static final List<String> FORMATS = List.of("yaml", "json", "env", "ini", "bin");

    @TempDir
    private Path folder;

    private SopsFolder files = SopsFolder.in(Path.of(""));
    private final Set<String> secrets = new HashSet<>(Set.of(MARKER));

    /** What the user has, and what fails because of it. */
    enum User {
        WITH_THE_KEY,
        WITH_ANOTHER_KEY,
        WITH_A_BROKEN_KEY
    }

    @BeforeEach
    void write() throws Exception {
        files = SopsFolder.in(folder);
        secrets.add(files.key().secretKey());
        files.write("p.yaml", "password: " + MARKER + "\nmap:\n    a: " + MARKER + "\n");
        files.write("p.json", "{\"password\": \"" + MARKER + "\"}");
        files.write("p.env", "PASSWORD=" + MARKER + "\n");
        files.write("p.ini", "[s]\npassword = " + MARKER + "\n");
        files.write("p.bin", MARKER);
        files.write("broken.yaml", "password: " + MARKER + ": [");
        files.write("broken.json", "{\"password\": " + MARKER + "}");
        files.write("broken.env", MARKER + "\n");
        files.write("broken.ini", "[s\n" + MARKER);
        files.write("secret.yaml", secret("stringData: {password: " + MARKER + "}"));
        files.write("odd.yaml", secret("data: {password: '" + MARKER + "!'}"));
        var pair = SealingPair.in(folder);
        secrets.add(pair.key().lines().skip(1).findFirst().orElseThrow());
        files.write("cert.pem", pair.certificate());
        files.write("key.pem", pair.key());
        files.write("half.pem", pair.key().substring(0, pair.key().length() / 2));
        files.script("editor", "echo \"$1\" >> " + folder.resolve("paths") + """

            case "$1" in *crash*) echo 'x: %1$s' > "$1"; kill -9 $$;; esac
            echo 'password: %1$s: [' > "$1"
            """.formatted(MARKER));
        files.script("gpg", "echo " + MARKER + "; echo 'no such key' >&2; exit 2\n");
        files.script("fail", "echo failed >&2; exit 3\n");
        var made = new ArrayList<List<String>>();
        for (String format : FORMATS) {
            made.add(encrypting("p." + format, "--output", "e." + format));
        }
        made.add(encrypting("p.yaml", "--output", "crash.yaml"));
        made.add(List.of("seal", "--cert", "cert.pem", "-f", "secret.yaml", "-o", "yaml", "-w", "sealed.yaml"));
        assertThat(exits(run(files.capstan(), "", made))).containsOnly(0);
        for (String format : FORMATS) {
            files.write(
                    "tampered." + format,
                    Files.readString(folder.resolve("e." + format))
                            .replaceFirst("(ENC\\[AES256_GCM,data:)....", "$1AAAA"));
        }
        String sealed = Files.readString(folder.resolve("sealed.yaml"));
        files.write("renamed.yaml", sealed.replace("name: db", "name: other"));
        files.write("template.yaml", sealed.replace("  template:\n", """
              template:
                data: {x: '{{ fail .password }}', y: '{{ index .password "a" }}', z: '{{ fromJson .password }}'}
            """));
    }

    private static String secret(String values) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: apps}\n" + values + "\n";
    }

    private List<String> encrypting(String file, String... options) {
        return Stream.concat(
                        Stream.of("sops", "encrypt", "--age", files.key().recipient()),
                        Stream.concat(Stream.of(options), Stream.of(file)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void noSecretIsPrintedAndNoneStaysInAFile(User user) throws IOException {
        List<List<String>> commands = commands(user);
        Set<Path> before = holders();
        assertThat(before).contains(folder.resolve("p.yaml"), folder.resolve("key.pem"));

        var result = run(capstan(user), MARKER, commands);

        assertThat(exits(result)).as(result.toString()).hasSameSizeAs(commands).doesNotContain(0);
        assertThat(result.toString()).doesNotContain(forms());
        assertThat(holders()).isEqualTo(before);
        if (Files.exists(folder.resolve("paths"))) {
            assertThat(Files.readAllLines(folder.resolve("paths")))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(path -> assertThat(Path.of(path).getParent()).doesNotExist());
        }
    }

    private List<List<String>> commands(User user) {
        return switch (user) {
            case WITH_THE_KEY -> withTheKey();
            case WITH_ANOTHER_KEY -> withAnotherKey();
            case WITH_A_BROKEN_KEY -> withABrokenKey();
        };
    }

    private CapstanProcess capstan(User user) {
        return switch (user) {
            case WITH_THE_KEY ->
                files.capstan()
                        .with("EDITOR", folder.resolve("editor").toString())
                        .with("SOPS_GPG_EXEC", folder.resolve("gpg").toString())
                        .with("VAULT_TOKEN", MARKER)
                        .with("TMPDIR", folder.toString());
            case WITH_ANOTHER_KEY -> {
                String other = AgeIdentities.generate(new SecureRandom()).secretKey();
                secrets.add(other);
                yield files.capstan().with("SOPS_AGE_KEY", other);
            }
            case WITH_A_BROKEN_KEY ->
                files.capstan()
                        .with("SOPS_AGE_KEY", files.key().secretKey().replaceFirst(".$", "!"))
                        .with("SOPS_AGE_KEY_FILE", folder.resolve("p.bin").toString())
                        .with(
                                "SOPS_AGE_SSH_PRIVATE_KEY_FILE",
                                folder.resolve("half.pem").toString());
        };
    }

    private List<List<String>> withTheKey() {
        var commands = new ArrayList<List<String>>();
        FORMATS.forEach(format -> commands.add(List.of("sops", "decrypt", "tampered." + format)));
        Stream.of("yaml", "json", "env", "ini").forEach(format -> commands.add(encrypting("broken." + format)));
        String vault = "http://127.0.0.1:1/v1/transit/keys/k";
        commands.addAll(List.of(
                List.of("sops", "edit", "e.yaml"),
                List.of("sops", "edit", "crash.yaml"),
                List.of("sops", "exec-env", "e.env", "./fail"),
                List.of("sops", "exec-env", "e.yaml", "./fail"),
                List.of("sops", "exec-file", "e.json", "./fail {}"),
                List.of("sops", "set", "--value-stdin", "e.yaml", "[\"password\"]"),
                List.of("sops", "set", "e.yaml", "[\"password\"", "\"" + MARKER + "\""),
                List.of("sops", "decrypt", "--extract", "[\"none\"]", "e.yaml"),
                List.of("sops", "decrypt", "--output-type", "dotenv", "e.yaml"),
                List.of("sops", "decrypt", "--forc", "e.yaml"),
                List.of("sops", "encrypt", "--age", files.key().secretKey(), "p.yaml"),
                List.of("sops", "encrypt", "--pgp", "0123456789ABCDEF", "p.yaml"),
                List.of("sops", "encrypt", "--hc-vault-transit", vault, "p.yaml"),
                List.of("secrets", "report"),
                List.of("secrets", "report", "--output", "json"),
                List.of("seal", "--cert", "cert.pem", "-f", "broken.yaml"),
                List.of("seal", "--cert", "cert.pem", "-f", "odd.yaml"),
                List.of("seal", "--cert", "key.pem", "-f", "secret.yaml"),
                List.of("seal", "--validate", "-f", "secret.yaml"),
                unsealing("key.pem", "renamed.yaml"),
                unsealing("key.pem", "template.yaml"),
                unsealing("key.pem", "secret.yaml"),
                unsealing("half.pem", "sealed.yaml"),
                unsealing("p.bin", "sealed.yaml")));
        return commands;
    }

    private static List<String> unsealing(String key, String file) {
        return List.of("seal", "--recovery-unseal", "--recovery-private-key", key, "-f", file);
    }

    private List<List<String>> withAnotherKey() {
        files.write(
                ".sops.yaml",
                "creation_rules: [{path_regex: '^e', age: '"
                        + AgeIdentities.generate(new SecureRandom()).recipient() + "'}]\n");
        var commands = new ArrayList<List<String>>();
        FORMATS.forEach(format -> commands.add(List.of("sops", "decrypt", "e." + format)));
        commands.addAll(List.of(
                List.of("sops", "rotate", "-i", "e.yaml"),
                List.of("sops", "updatekeys", "-y", "e.json"),
                List.of("sops", "exec-env", "e.env", "env"),
                List.of("secrets", "reencrypt", ".")));
        return commands;
    }

    private List<List<String>> withABrokenKey() {
        return List.of(List.of("sops", "decrypt", "e.yaml"), List.of("sops", "edit", "e.json"));
    }

    private CapstanProcess.Result run(CapstanProcess capstan, String in, List<List<String>> commands) {
        var builder = capstan.builder();
        var line = new ArrayList<>(builder.command());
        line.set(line.indexOf(Capstan.class.getName()), SeveralCommands.class.getName());
        line.addAll(SeveralCommands.words(commands));
        return CapstanProcess.run(builder.command(line), in.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Integer> exits(CapstanProcess.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.matches("\\[\\d+] exit \\d+"))
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }

    /** The files in which a secret lies in plain text. */
    private Set<Path> holders() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            var holders = new HashSet<Path>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (forms().stream().anyMatch(text::contains)) {
                    holders.add(file);
                }
            }
            return holders;
        }
    }

    /** All secrets, plain and as they look in base64, wherever they begin in it. */
    private List<String> forms() {
        return secrets.stream()
                .flatMap(secret -> Stream.concat(
                        Stream.of(secret), IntStream.range(0, 3).mapToObj(shift -> inBase64(secret, shift))))
                .toList();
    }

    private static String inBase64(String secret, int shift) {
        String all = Base64.getEncoder()
                .withoutPadding()
                .encodeToString((" ".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8));
        return all.substring(shift == 0 ? 0 : 4, all.length() - 1);
    }
}
