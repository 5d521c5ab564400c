package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same keys in the same order, imported by the real GnuPG and read by us, give the same verdict. Skipped without gpg. */
class GnuPgComparisonTest {
    private static final String LONG_AGO = "20200101T000000!";

    private final List<Path> homes = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Path author;

    @BeforeEach
    void makeKeys() throws Exception {
        assumeTrue(isThere(), "gpg is not installed");
        author = home();
        gpg(author, "--faked-system-time", LONG_AGO, "--quick-generate-key", "t@localhost", "ed25519", "sign", "1y");
        keep("expired");
        var fingerprint = fingerprint();
        gpg(author, "--quick-set-expire", fingerprint, "0");
        keep("extended");
        gpg(author, "--quick-add-key", fingerprint, "ed25519", "sign", "2y");
        keep("subkey");
        var payload = Files.writeString(author.resolve("payload"), "tree\n");
        files.put("by-subkey", gpg(author, "--armor", "--detach-sign", "-o", "-", payload.toString()));
        files.put(
                "by-primary",
                gpg(author, "--armor", "-u", fingerprint + "!", "--detach-sign", "-o", "-", payload.toString()));
        var certificate = Files.readString(author.resolve("openpgp-revocs.d/" + fingerprint + ".rev"));
        files.put(
                "certificate", certificate.replace(":-----BEGIN", "-----BEGIN").getBytes(UTF_8));
        var revocation = Files.write(author.resolve("revocation"), files.getOrDefault("certificate", new byte[0]));
        gpg(author, "--import", revocation.toString());
        keep("revoked");
    }

    @AfterEach
    void stopAgents() throws Exception {
        for (var home : homes) {
            run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"));
            try (var left = Files.walk(home)) {
                for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Test
    void agreesOnCopiesOfAKey() throws Exception {
        var verdicts = new ArrayList<Boolean>();
        for (var signature : List.of("by-primary", "by-subkey")) {
            for (var copies : List.of(
                    List.of("expired"),
                    List.of("extended"),
                    List.of("subkey"),
                    List.of("revoked"),
                    List.of("expired", "subkey"),
                    List.of("subkey", "expired"),
                    List.of("extended", "revoked"),
                    List.of("revoked", "subkey"),
                    List.of("subkey", "certificate"),
                    List.of("expired", "certificate", "extended"))) {
                var isGood = isGoodForGnuPg(signature, copies);

                assertThat(check(signature, copies) instanceof OpenPgpCheck.Valid)
                        .as("%s with %s: %s", signature, copies, check(signature, copies))
                        .isEqualTo(isGood);
                verdicts.add(isGood);
            }
        }
        assertThat(verdicts).contains(true, false);
    }

    private OpenPgpCheck check(String signature, List<String> copies) {
        var secret = new LinkedHashMap<String, byte[]>();
        copies.forEach(copy -> secret.put(copy, files.getOrDefault(copy, new byte[0])));
        var text = new String(files.getOrDefault(signature, new byte[0]), UTF_8);
        return ((OpenPgpKeys.Parsed.Keys) OpenPgpKeys.parse(secret))
                .keys()
                .check(text, "tree\n".getBytes(UTF_8), Instant.now());
    }

    private boolean isGoodForGnuPg(String signature, List<String> copies) throws Exception {
        var reader = home();
        for (var copy : copies) {
            var file = Files.write(reader.resolve(copy), files.getOrDefault(copy, new byte[0]));
            gpg(reader, "--import", file.toString());
        }
        var signed = Files.write(reader.resolve("signature"), files.getOrDefault(signature, new byte[0]));
        var status = new String(
                run(command(
                                reader,
                                "--status-fd",
                                "1",
                                "--verify",
                                signed.toString(),
                                author.resolve("payload").toString()))
                        .output(),
                UTF_8);
        return status.contains("[GNUPG:] GOODSIG");
    }

    private void keep(String name) throws Exception {
        files.put(name, gpg(author, "--armor", "--export"));
    }

    private String fingerprint() throws Exception {
        return new String(gpg(author, "--with-colons", "--list-keys"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    private Path home() throws IOException {
        var home = Files.createTempDirectory("gpg"); // a short path: the agent's socket lies in it
        homes.add(home);
        return home;
    }

    private static byte[] gpg(Path home, String... arguments) throws Exception {
        var run = run(command(home, arguments));
        if (run.exit() != 0) {
            throw new IOException(String.join(" ", arguments) + ": " + new String(run.output(), UTF_8));
        }
        return run.output();
    }

    private static List<String> command(Path home, String... arguments) {
        var command = new ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of(arguments));
        return command;
    }

    private record Run(int exit, byte[] output) {}

    private static Run run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = process.getInputStream().readAllBytes();
        return new Run(process.waitFor(), output);
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return run(List.of("gpg", "--version")).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
