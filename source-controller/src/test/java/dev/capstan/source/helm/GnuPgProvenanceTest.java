package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.digest.Digest;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real GnuPG signs now, as {@code helm gpg} does. Skipped without gpg. */
class GnuPgProvenanceTest {
    private final byte[] archive = Charts.packed("web", "1.0.0");
    private Path home;

    @BeforeEach
    void makeKey() throws Exception {
        assumeTrue(isThere(), "gpg is not installed");
        home = Files.createTempDirectory("gpg"); // a short path: the agent's socket lies in it
        gpg("--quick-generate-key", "author@localhost", "ed25519", "sign", "never");
    }

    @AfterEach
    void stopAgent() throws Exception {
        if (home == null) {
            return;
        }
        run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"));
        try (var left = Files.walk(home)) {
            for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void whatGnuPgSignedIsVerified() throws Exception {
        var text = Files.writeString(
                home.resolve("text"),
                Charts.yaml("web", "1.0.0") + "description: \"-\"\n\n...\nfiles:\n  web-1.0.0.tgz: "
                        + Digest.sha256(archive) + "\n");
        var provenance = gpg("--clearsign", "-o", "-", text.toString());

        assertThat(verify(provenance)).startsWith("verified the provenance of 'web-1.0.0.tgz' with key ");
        assertThat(verify(new String(provenance, UTF_8)
                        .replace("version: 1.0.0", "version: 1.0.1")
                        .getBytes(UTF_8)))
                .endsWith("does not fit the content");
    }

    @Test
    void aKeyThatHasExpiredDoesNotVouch() throws Exception {
        var text = Files.writeString(home.resolve("text"), "name: web\n");
        var provenance = gpg("--clearsign", "-o", "-", text.toString());
        gpg("--quick-set-expire", fingerprint(), "seconds=1");

        assertThat(verify(provenance, InstantSource.offset(InstantSource.system(), Duration.ofHours(1))))
                .endsWith("has expired");
    }

    private String verify(byte[] provenance) throws Exception {
        return verify(provenance, InstantSource.system());
    }

    private String verify(byte[] provenance, InstantSource clock) throws Exception {
        var keys = Map.of("keys.asc", gpg("--armor", "--export"));
        var verification =
                new ProvenanceVerification(new SecretAccess((_, name) -> new SecretValues(name, keys)), clock);
        var result = verification.verify(
                "ns",
                new ProvenancePolicy("keys"),
                new OfferedChart("web-1.0.0.tgz", archive, provenance),
                chart -> chart.name().equals("web"));
        return switch (result) {
            case SourceResult.Success<String>(var verified) -> verified;
            case SourceResult.Failed<String>(var failure) -> failure.message();
        };
    }

    private String fingerprint() throws Exception {
        return new String(gpg("--with-colons", "--list-keys"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    private byte[] gpg(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of(arguments));
        var run = run(command);
        if (run.exit() != 0) {
            throw new IOException(String.join(" ", arguments) + ": " + new String(run.output(), UTF_8));
        }
        return run.output();
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
