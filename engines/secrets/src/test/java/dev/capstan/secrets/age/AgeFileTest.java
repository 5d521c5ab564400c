package dev.capstan.secrets.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeFileTest {
    private static final byte[] PLAIN = "a data key of thirty-two bytes..".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();

    private AgeIdentity identityOf(AgeIdentities.Generated generated) throws AgeException {
        return AgeIdentities.parse("test", generated.secretKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void decryptsWhatItEncrypted(int size) throws AgeException {
        var generated = AgeIdentities.generate(random);
        byte[] plain = new byte[size];
        random.nextBytes(plain);

        byte[] file = AgeFile.encrypt(plain, List.of(AgeRecipient.parse(generated.recipient())), random);

        assertThat(AgeFile.decrypt(file, List.of(identityOf(generated)))).isEqualTo(plain);
    }

    @Test
    void decryptsPostQuantumFiles() throws AgeException {
        var generated = AgeIdentities.generatePostQuantum(random);
        assertThat(generated.recipient()).startsWith("age1pq1");

        String file = AgeFile.encryptArmored(PLAIN, List.of(AgeRecipient.parse(generated.recipient())), random);

        assertThat(AgeFile.decrypt(file.getBytes(StandardCharsets.US_ASCII), List.of(identityOf(generated))))
                .isEqualTo(PLAIN);
    }

    @Test
    void aPostQuantumRecipientDoesNotMixWithOthers() throws AgeException {
        var quantum =
                AgeRecipient.parse(AgeIdentities.generatePostQuantum(random).recipient());
        var classic = AgeRecipient.parse(AgeIdentities.generate(random).recipient());

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.encrypt(PLAIN, List.of(classic, quantum), random));
    }

    @Test
    void everyRecipientOpensTheFileAndNobodyElse() throws AgeException {
        var first = AgeIdentities.generate(random);
        var second = AgeIdentities.generate(random);
        var stranger = identityOf(AgeIdentities.generate(random));
        byte[] file = AgeFile.encrypt(
                PLAIN, List.of(AgeRecipient.parse(first.recipient()), AgeRecipient.parse(second.recipient())), random);

        assertThat(AgeFile.decrypt(file, List.of(stranger, identityOf(second)))).isEqualTo(PLAIN);
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(file, List.of(stranger)))
                .withMessageContaining("none of the 1 identities");
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(file, List.of()))
                .withMessageContaining("no identity");
    }

    @Test
    void everyChangedByteIsSeen() throws AgeException {
        var generated = AgeIdentities.generate(random);
        var identities = List.of(identityOf(generated));
        byte[] file = AgeFile.encrypt(PLAIN, List.of(AgeRecipient.parse(generated.recipient())), random);

        for (int i = 0; i < file.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThatExceptionOfType(AgeException.class)
                        .as("byte " + i + ", bit " + bit)
                        .isThrownBy(() -> AgeFile.decrypt(changed, identities));
            }
        }
    }

    @Test
    void everyCutIsSeen() throws AgeException {
        var generated = AgeIdentities.generate(random);
        var identities = List.of(identityOf(generated));
        byte[] file = AgeFile.encrypt(new byte[70_000], List.of(AgeRecipient.parse(generated.recipient())), random);

        for (int length : new int[] {0, 10, 21, 100, 150, 200, 216, 65_000, 65_752, 65_768, file.length - 1}) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(AgeException.class)
                    .as("cut to " + length)
                    .isThrownBy(() -> AgeFile.decrypt(cut, identities));
        }
    }

    @Test
    void aPassphraseOpensItsFileAndNoOtherDoes() throws AgeException {
        byte[] passphrase = "correct horse".getBytes(StandardCharsets.US_ASCII);
        byte[] file = AgeFile.encrypt(PLAIN, List.of(new ScryptRecipient(passphrase, 10)), random);

        assertThat(AgeFile.decrypt(file, List.of(new ScryptIdentity(passphrase))))
                .isEqualTo(PLAIN);
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(file, List.of(new ScryptIdentity(new byte[] {'x'}))))
                .withMessageContaining("passphrase is not the right one");
    }

    @Test
    void refusesPassphrasesThatWouldTakeAllMemory() {
        String file = "age-encryption.org/v1\n-> scrypt " + Stanza.encoded(new byte[16]) + " 30\n"
                + Stanza.encoded(new byte[32]) + "\n--- " + Stanza.encoded(new byte[32]) + "\n";

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(
                        file.getBytes(StandardCharsets.US_ASCII), List.of(new ScryptIdentity(new byte[] {'x'}))))
                .withMessageContaining("work factor of 30");
    }

    @Test
    void refusesHeadersWithoutEnd() {
        byte[] endless = new byte[10 << 20];
        Arrays.fill(endless, (byte) 'a');
        byte[] begin = "age-encryption.org/v1\n-> X25519 ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, endless, 0, begin.length);

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(endless, List.of()))
                .withMessageContaining("more than 1048576 bytes");
    }

    @Test
    void doesNotTryManyKeysOnManyRecipients() throws AgeException {
        var recipient = AgeRecipient.parse(AgeIdentities.generate(random).recipient());
        byte[] file = AgeFile.encrypt(PLAIN, Collections.nCopies(101, recipient), random);
        var identity = identityOf(AgeIdentities.generate(random));

        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeFile.decrypt(file, Collections.nCopies(100, identity)))
                .withMessageContaining("more than 10000 tries");
    }

    @Test
    void refusesArmorThatIsNotTheOneWayToWriteIt() throws AgeException {
        var generated = AgeIdentities.generate(random);
        var identities = List.of(identityOf(generated));
        String armored = AgeFile.encryptArmored(PLAIN, List.of(AgeRecipient.parse(generated.recipient())), random);
        assertThat(armored).startsWith(AgeArmor.BEGIN + "\n").endsWith("-----END AGE ENCRYPTED FILE-----\n");

        for (String changed : List.of(
                armored.replaceFirst("\n(.)", "\n$1\n"),
                armored.replace("-----END", "----END"),
                armored.replaceFirst("(?s)(\n.{10})", "$1!"),
                armored.replaceFirst("\n-----END", "\n\n-----END"))) {
            assertThatExceptionOfType(AgeException.class)
                    .isThrownBy(() -> AgeFile.decrypt(changed.getBytes(StandardCharsets.US_ASCII), identities));
        }
    }

    /** The examples of the specification of age. */
    @Test
    void derivesTheRecipientOfAKnownKey() throws AgeException {
        var identity = AgeIdentities.parse(
                "test", "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX");

        assertThat(identity.recipient()).contains("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj");
    }

    @Test
    void saysNothingOfPrivateKeys() throws AgeException {
        var generated = AgeIdentities.generate(random);

        assertThat(generated.toString()).doesNotContain(generated.secretKey());
        assertThat(identityOf(generated).toString()).isEqualTo("X25519Identity");
        String mistyped = generated.secretKey().replaceFirst("-1.", "-1b");
        assertThatExceptionOfType(AgeException.class)
                .isThrownBy(() -> AgeIdentities.parse("keys.txt, line 3", mistyped))
                .withMessageContaining("keys.txt, line 3")
                .withMessageNotContaining(mistyped.substring(20));
    }
}
