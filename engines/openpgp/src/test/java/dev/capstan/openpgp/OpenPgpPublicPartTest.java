package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.testkit.signature.GnuPg;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Private keys of the real GnuPG, of which only what is public is used; and what is wrong with signatures. */
class OpenPgpPublicPartTest {
    private static final byte[] PAYLOAD = "tree x\n".getBytes(UTF_8);

    private GnuPg gpg;

    @BeforeEach
    void makeHome() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        gpg = GnuPg.create();
        gpg.run("--quick-generate-key", "Robot <robot@example.org>", "ed25519", "sign", "1d");
    }

    @AfterEach
    void removeHome() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    private String signature() throws Exception {
        var file = Files.write(gpg.home().resolve("payload"), PAYLOAD);
        return new String(gpg.run("--armor", "--output", "-", "--detach-sign", file.toString()), ISO_8859_1);
    }

    private static OpenPgpKeys keys(byte[] file) {
        return ((OpenPgpKeys.Parsed.Keys) OpenPgpKeys.parse(Map.of("k", file))).keys();
    }

    @Test
    void ofAPrivateKeyThePublicPartIsLeft() throws Exception {
        var part = OpenPgpPublicPart.of(gpg.run("--armor", "--export-secret-keys"));

        assertThat(part.hadPrivateKeys()).isTrue();
        assertThat(keys(part.keys()).check(signature(), PAYLOAD, Instant.now())).isInstanceOf(OpenPgpCheck.Valid.class);
        assertThat(part).hasToString("OpenPgpPublicPart[]");
    }

    @Test
    void aPublicKeyIsLeftAsItIs() throws Exception {
        var part = OpenPgpPublicPart.of(gpg.run("--armor", "--export"));

        assertThat(part.hadPrivateKeys()).isFalse();
        assertThat(keys(part.keys()).check(signature(), PAYLOAD, Instant.now())).isInstanceOf(OpenPgpCheck.Valid.class);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> OpenPgpPublicPart.of("hello".getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void faultsAreToldFromEachOther() throws Exception {
        String signature = signature();
        String id = gpg.fingerprint().substring(24);
        var trusted = keys(gpg.run("--armor", "--export"));

        assertThat(keys(gpg.run("--export")).check(signature, "other".getBytes(UTF_8), Instant.now()))
                .isEqualTo(new OpenPgpCheck.Invalid(
                        "the OpenPGP signature of key " + id + " does not fit the content", OpenPgpFault.BAD, id));
        assertThat(trusted.check(signature, PAYLOAD, Instant.now().plus(Duration.ofDays(9))))
                .isEqualTo(new OpenPgpCheck.Invalid(
                        "the OpenPGP key " + id + " has expired", OpenPgpFault.EXPIRED_KEY, id));
        assertThat(((OpenPgpKeys.Parsed.Keys) OpenPgpKeys.parse(Map.of()))
                        .keys()
                        .check(signature, PAYLOAD, Instant.now()))
                .isEqualTo(new OpenPgpCheck.Invalid(
                        "it was made by the OpenPGP key " + id + ", which is not among the trusted keys",
                        OpenPgpFault.UNKNOWN_KEY,
                        id));
    }
}
