package dev.capstan.secrets.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.testkit.signature.GnuPg;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that go to GnuPG and come from it. */
class PgpKeyServiceIT {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private GnuPg gpg;

    @BeforeEach
    void createHome() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        gpg = GnuPg.create();
    }

    @AfterEach
    void removeHome() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    private String key(String primary, String... subkeys) throws Exception {
        gpg.run("--quick-generate-key", "Test <test@example.org>", primary, "sign", "2y");
        String fingerprint = gpg.fingerprint();
        for (String subkey : subkeys) {
            gpg.run("--quick-add-key", fingerprint, subkey, "encr", "1y");
        }
        return fingerprint;
    }

    private PgpKeys secretKeys() throws Exception {
        return PgpKeys.none().and("keys.asc", gpg.run("--armor", "--export-secret-keys"));
    }

    private PgpKeyService service(PgpKeys keys, Clock clock) {
        return new PgpKeyService(keys, new SecureRandom(), clock);
    }

    private static MasterKey masterKey(String fingerprint, String enc) {
        return new MasterKey.Pgp(fingerprint, OffsetDateTime.now(ZoneOffset.UTC), enc);
    }

    private String wrapped(KeyService service, String fingerprint) {
        return ((KeyService.Wrapping.Wrapped) service.wrap(masterKey(fingerprint, ""), SECRET))
                .key()
                .enc();
    }

    private String encryptedByGpg(byte[] content, String... options) throws Exception {
        var plain = Files.write(gpg.home().resolve("plain"), content);
        var arguments = new ArrayList<>(List.of("--yes", "--trust-model", "always", "--armor"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--output", "-", "--encrypt", plain.toString()));
        return new String(gpg.run(arguments.toArray(String[]::new)), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"ed25519, cv25519", "rsa2048, rsa2048", "nistp256, nistp256", "ed25519, rsa3072"})
    void exchangesMessagesWithGnuPg(String primary, String subkey) throws Exception {
        String fingerprint = key(primary, subkey);
        var service = service(secretKeys(), Clock.systemUTC());

        String ours = wrapped(service, fingerprint);
        var message = Files.writeString(gpg.home().resolve("ours"), ours);
        assertThat(gpg.run("--output", "-", "--decrypt", message.toString())).isEqualTo(SECRET);

        String theirs = encryptedByGpg(SECRET, "--recipient", fingerprint);
        assertThat(service.open(masterKey(fingerprint, theirs)))
                .isInstanceOfSatisfying(
                        KeyService.Opening.Opened.class,
                        opened -> assertThat(opened.secret()).isEqualTo(SECRET));
    }

    @Test
    void encryptsToTheNewestSubkeyUnlessOneIsNamed() throws Exception {
        String fingerprint = key("ed25519", "cv25519", "cv25519");
        List<String> all = new String(
                        gpg.run("--with-colons", "--with-subkey-fingerprint", "--list-keys"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .toList();
        var service = service(secretKeys(), Clock.systemUTC());

        String named = wrapped(service, all.get(1) + "!");

        assertThat(packets(named)).contains("keyid " + all.get(1).substring(24));
        assertThat(service.wrap(masterKey(fingerprint + "!", ""), SECRET))
                .as("the primary key is not one for encryption")
                .isInstanceOf(KeyService.Wrapping.Failed.class);
    }

    private String packets(String message) throws Exception {
        var file = Files.writeString(gpg.home().resolve("packets"), message);
        return new String(gpg.run("--list-packets", file.toString()), StandardCharsets.UTF_8);
    }

    @Test
    void encryptsToNoKeyThatHasExpired() throws Exception {
        String fingerprint = key("ed25519", "cv25519");
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(500)), ZoneOffset.UTC);

        assertThat(service(secretKeys(), later).wrap(masterKey(fingerprint, ""), SECRET))
                .isInstanceOfSatisfying(
                        KeyService.Wrapping.Failed.class,
                        failed -> assertThat(failed.problem()).contains("no subkey for encryption that is valid now"));
    }

    @Test
    void encryptsToNoSubkeyOfAKeyThatHasExpired() throws Exception {
        gpg.run("--quick-generate-key", "Test <test@example.org>", "ed25519", "sign", "1d");
        String fingerprint = gpg.fingerprint();
        gpg.run("--quick-add-key", fingerprint, "cv25519", "encr", "never");
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(2)), ZoneOffset.UTC);

        assertThat(service(secretKeys(), Clock.systemUTC()).wrap(masterKey(fingerprint, ""), SECRET))
                .isInstanceOf(KeyService.Wrapping.Wrapped.class);
        assertThat(service(secretKeys(), later).wrap(masterKey(fingerprint, ""), SECRET))
                .isInstanceOf(KeyService.Wrapping.Failed.class);
    }

    @Test
    void opensMessagesThatDoNotSayForWhomTheyAre() throws Exception {
        String fingerprint = key("ed25519", "cv25519");

        String hidden = encryptedByGpg(SECRET, "--throw-keyids", "--recipient", fingerprint);

        assertThat(service(secretKeys(), Clock.systemUTC()).open(masterKey(fingerprint, hidden)))
                .isInstanceOf(KeyService.Opening.Opened.class);
    }

    @Test
    void doesNotUnpackBombs() throws Exception {
        String fingerprint = key("ed25519", "cv25519");

        String bomb = encryptedByGpg(new byte[20 << 20], "--compress-level", "9", "--recipient", fingerprint);

        assertThat(bomb.length()).isLessThan(100_000);
        assertThat(service(secretKeys(), Clock.systemUTC()).open(masterKey(fingerprint, bomb)))
                .isInstanceOfSatisfying(
                        KeyService.Opening.Failed.class,
                        failed -> assertThat(failed.problem()).contains("more than 1024 bytes"));
    }

    @Test
    void everyChangedByteIsSeen() throws Exception {
        String fingerprint = key("ed25519", "cv25519");
        var service = service(secretKeys(), Clock.systemUTC());
        String message = wrapped(service, fingerprint);

        for (int i = 0; i < message.length(); i++) {
            var changed = new StringBuilder(message);
            changed.setCharAt(i, message.charAt(i) == 'A' ? 'B' : 'A');
            if (service.open(masterKey(fingerprint, changed.toString())) instanceof KeyService.Opening.Opened opened) {
                assertThat(opened.secret()).as("character " + i).isEqualTo(SECRET);
            }
        }
    }

    @Test
    void saysWhichKeyIsMissing() throws Exception {
        String fingerprint = key("ed25519", "cv25519");
        String message = encryptedByGpg(SECRET, "--recipient", fingerprint);
        var none = service(PgpKeys.none(), Clock.systemUTC());

        assertThat(none.open(masterKey(fingerprint, message)))
                .isEqualTo(new KeyService.Opening.Failed("no private OpenPGP key is given"));
        assertThat(none.wrap(masterKey(fingerprint, ""), SECRET))
                .isEqualTo(new KeyService.Wrapping.Failed("the public OpenPGP key is not given"));
    }

    @Test
    void encryptsWithAPublicKeyAlone() throws Exception {
        String fingerprint = key("ed25519", "cv25519");
        var open = PgpKeys.none().and("public.asc", gpg.run("--armor", "--export"));

        String ours = wrapped(service(open, Clock.systemUTC()), fingerprint);

        var message = Files.writeString(gpg.home().resolve("ours"), ours);
        assertThat(gpg.run("--output", "-", "--decrypt", message.toString())).isEqualTo(SECRET);
    }

    @Test
    void refusesFilesThatHoldNoKeys() {
        for (String file : List.of("", "no key", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n")) {
            assertThatExceptionOfType(PgpException.class)
                    .isThrownBy(() -> PgpKeys.none().and("keys.asc", file.getBytes(StandardCharsets.US_ASCII)))
                    .withMessageContaining("keys.asc");
        }
    }
}
