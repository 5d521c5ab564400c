package dev.capstan.secrets.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeRecipientTest {
    private final SecureRandom random = new SecureRandom();

    /** D-060: a plug-in is a program, and none is ever started. */
    @Test
    void refusesPlugins() {
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeRecipient.parse("age1yubikey1qwertyuiop"))
                .withMessageContaining("plugin");
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.parse("keys.txt", "AGE-PLUGIN-YUBIKEY-1QQQQ"))
                .withMessageContaining("plugin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age1",
                "age1qqqq",
                "AGE1ZVKYG2LQZRAA2LNJVQEJ32NKUU0UES2S82HZRYE869XEEXVN73EQUNUJWK",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIGJ",
                "age1pq1qqqq"
            })
    void refusesWhatIsNotARecipient(String text) {
        assertThatExceptionOfType(AgeException.class).isThrownBy(() -> AgeRecipient.parse(text));
    }

    @Test
    void showsARecipientAsItWasWritten() throws AgeException {
        String recipient = AgeIdentities.generate(random).recipient();

        assertThat(AgeRecipient.parse("  " + recipient + "\n")).hasToString(recipient);
    }

    @Test
    void readsFilesOfIdentities() throws AgeException {
        var first = AgeIdentities.generate(random);
        var second = AgeIdentities.generatePostQuantum(random);
        String file = "# created: today\r\n" + first.secretKey() + "\r\n\r\n" + second.secretKey() + "\n";

        var identities = AgeIdentities.read("keys.txt", file.getBytes(StandardCharsets.UTF_8), () -> new byte[0]);

        assertThat(identities)
                .extracting(identity -> identity.recipient().orElseThrow())
                .containsExactly(first.recipient(), second.recipient());
    }

    @Test
    void opensFilesOfIdentitiesThatHaveAPassphrase() throws AgeException {
        var generated = AgeIdentities.generate(random);
        byte[] passphrase = "open sesame".getBytes(StandardCharsets.US_ASCII);
        byte[] file = AgeFile.encrypt(
                generated.secretKey().getBytes(StandardCharsets.US_ASCII),
                List.of(new ScryptRecipient(passphrase, 10)),
                random);
        byte[] given = passphrase.clone();

        var identities = AgeIdentities.read("keys.age", file, () -> given);

        assertThat(identities.getFirst().recipient()).contains(generated.recipient());
        assertThat(given).as("is cleared after use").containsOnly(0);
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.read("keys.age", file, () -> new byte[] {'x'}))
                .withMessageContaining("keys.age");
    }

    /** A controller has nobody to ask, and a passphrase may cost a gigabyte to try. */
    @Test
    void triesNoPassphraseWhereNoneIsGiven() throws AgeException {
        byte[] file = AgeFile.encrypt(new byte[10], List.of(new ScryptRecipient(new byte[0], 10)), random);

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.read("keys.age", file, () -> new byte[0]))
                .withMessage("keys.age is encrypted with a passphrase, and none is given");
    }

    @Test
    @Timeout(20)
    void looksForTheEndOfAKeyOnce() {
        byte[] file = "-----BEGIN PRIVATE KEY-----".repeat(38_000).getBytes(StandardCharsets.US_ASCII);

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.read("keys.txt", file, () -> new byte[0]))
                .withMessageContaining("keys.txt, line 1");
    }

    @Test
    void refusesFilesOfTooManyKeys() {
        byte[] file = (AgeIdentities.generate(random).secretKey() + "\n")
                .repeat(1_001)
                .getBytes(StandardCharsets.US_ASCII);

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.read("keys.txt", file, () -> new byte[0]))
                .withMessage("keys.txt has more than 1000 keys");
    }
}
