package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.access.SecretAccess;
import dev.capstan.chartaccess.Charts;
import dev.capstan.digest.Digest;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import dev.capstan.testkit.signature.GnuPg;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real GnuPG signs now, as {@code helm gpg} does. Skipped without gpg. */
class GnuPgProvenanceTest {
    private final byte[] archive = Charts.packed("web", "1.0.0");
    private GnuPg author;

    @BeforeEach
    void makeKey() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        author = GnuPg.create();
        author.run("--quick-generate-key", "author@localhost", "ed25519", "sign", "never");
    }

    @AfterEach
    void stopAgent() throws Exception {
        if (author != null) {
            author.close();
        }
    }

    @Test
    void whatGnuPgSignedIsVerified() throws Exception {
        var text = Files.writeString(
                author.home().resolve("text"),
                Charts.yaml("web", "1.0.0") + "description: \"-\"\n\n...\nfiles:\n  web-1.0.0.tgz: "
                        + Digest.sha256(archive) + "\n");
        var provenance = author.run("--clearsign", "-o", "-", text.toString());

        assertThat(verify(provenance)).startsWith("verified the provenance of 'web-1.0.0.tgz' with key ");
        assertThat(verify(new String(provenance, UTF_8)
                        .replace("version: 1.0.0", "version: 1.0.1")
                        .getBytes(UTF_8)))
                .endsWith("does not fit the content");
    }

    @Test
    void aKeyThatHasExpiredDoesNotVouch() throws Exception {
        var text = Files.writeString(author.home().resolve("text"), "name: web\n");
        var provenance = author.run("--clearsign", "-o", "-", text.toString());
        author.run("--quick-set-expire", author.fingerprint(), "seconds=1");

        assertThat(verify(provenance, InstantSource.offset(InstantSource.system(), Duration.ofHours(1))))
                .endsWith("has expired");
    }

    private String verify(byte[] provenance) throws Exception {
        return verify(provenance, InstantSource.system());
    }

    private String verify(byte[] provenance, InstantSource clock) throws Exception {
        var keys = Map.of("keys.asc", author.run("--armor", "--export"));
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
}
