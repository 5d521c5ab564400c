package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.testkit.signature.GnuPg;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same keys in the same order, imported by the real GnuPG and read by us, give the same verdict. Skipped without gpg. */
class GnuPgComparisonTest {
    private static final String LONG_AGO = "20200101T000000!";

    private final List<GnuPg> homes = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private GnuPg author;

    @BeforeEach
    void makeKeys() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        author = home();
        author.run("--faked-system-time", LONG_AGO, "--quick-generate-key", "t@localhost", "ed25519", "sign", "1y");
        keep("expired");
        var fingerprint = author.fingerprint();
        author.run("--quick-set-expire", fingerprint, "0");
        keep("extended");
        author.run("--quick-add-key", fingerprint, "ed25519", "sign", "2y");
        keep("subkey");
        var payload = Files.writeString(author.home().resolve("payload"), "tree\n");
        files.put("by-subkey", author.run("--armor", "--detach-sign", "-o", "-", payload.toString()));
        files.put(
                "by-primary",
                author.run("--armor", "-u", fingerprint + "!", "--detach-sign", "-o", "-", payload.toString()));
        var certificate = Files.readString(author.home().resolve("openpgp-revocs.d/" + fingerprint + ".rev"));
        files.put(
                "certificate", certificate.replace(":-----BEGIN", "-----BEGIN").getBytes(UTF_8));
        var revocation =
                Files.write(author.home().resolve("revocation"), files.getOrDefault("certificate", new byte[0]));
        author.run("--import", revocation.toString());
        keep("revoked");
    }

    @AfterEach
    void stopAgents() throws Exception {
        for (var home : homes) {
            home.close();
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
            var file = Files.write(reader.home().resolve(copy), files.getOrDefault(copy, new byte[0]));
            reader.run("--import", file.toString());
        }
        var signed = Files.write(reader.home().resolve("signature"), files.getOrDefault(signature, new byte[0]));
        var status = reader.status(
                "--verify", signed.toString(), author.home().resolve("payload").toString());
        return status.contains("[GNUPG:] GOODSIG");
    }

    private void keep(String name) throws Exception {
        files.put(name, author.run("--armor", "--export"));
    }

    private GnuPg home() throws IOException {
        var home = GnuPg.create();
        homes.add(home);
        return home;
    }
}
