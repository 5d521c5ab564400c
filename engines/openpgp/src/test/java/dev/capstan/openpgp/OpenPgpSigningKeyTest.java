package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.testkit.signature.GnuPg;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of the real GnuPG sign here; GnuPG and our own check say whether the signatures hold. */
class OpenPgpSigningKeyTest {
    private static final byte[] PAYLOAD = "tree x\r\nwith  odd \n\n\0 bytes".getBytes(UTF_8);
    private static final String USER = "Robot <robot@example.org>";

    private static final byte[] SALT = "sixteen of salt.".getBytes(UTF_8);
    private static final int MEMORY = 12;

    private GnuPg gpg;

    @BeforeEach
    void makeHome() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        gpg = GnuPg.create();
    }

    @AfterEach
    void removeHome() throws Exception {
        if (gpg != null) {
            gpg.close();
        }
    }

    private byte[] secret() throws Exception {
        return gpg.run("--armor", "--export-secret-keys");
    }

    private static OpenPgpSigningKey usable(byte[] file, Optional<String> passphrase) {
        return switch (OpenPgpSigningKey.parse(file, passphrase)) {
            case OpenPgpSigningKey.Parsed.Key(var key) -> key;
            case OpenPgpSigningKey.Parsed.Unusable(var why) -> throw new AssertionError(why);
        };
    }

    private static String refusal(byte[] file, Optional<String> passphrase) {
        return ((OpenPgpSigningKey.Parsed.Unusable) OpenPgpSigningKey.parse(file, passphrase)).why();
    }

    private void assertHolds(String signature) throws Exception {
        var file = Files.write(gpg.home().resolve("payload"), PAYLOAD);
        var detached = Files.writeString(gpg.home().resolve("payload.asc"), signature);
        assertThat(gpg.status("--verify", detached.toString(), file.toString())).contains("GOODSIG", "VALIDSIG");
        var keys = ((OpenPgpKeys.Parsed.Keys) OpenPgpKeys.parse(Map.of("k", gpg.run("--armor", "--export")))).keys();
        assertThat(keys.check(signature, PAYLOAD, Instant.now())).isInstanceOf(OpenPgpCheck.Valid.class);
        assertThat(keys.check(signature, "other".getBytes(UTF_8), Instant.now()))
                .isInstanceOf(OpenPgpCheck.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rsa2048", "rsa3072", "ed25519", "nistp256", "nistp384", "nistp521", "dsa2048", "brainpoolP256r1"
            })
    void signsWithKeysOfAllKinds(String kind) throws Exception {
        gpg.run("--quick-generate-key", USER, kind, "sign", "never");

        assertHolds(usable(secret(), Optional.empty()).sign(PAYLOAD));
    }

    @Test
    void aKeyMayBeBinary() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "sign", "never");

        assertHolds(usable(gpg.run("--export-secret-keys"), Optional.empty()).sign(PAYLOAD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "ed25519"})
    void opensAKeyWithItsPassphraseOnly(String kind) throws Exception {
        gpg.run("--passphrase", "päss phrase", "--quick-generate-key", USER, kind, "sign", "never");
        var file = gpg.run("--passphrase", "päss phrase", "--armor", "--export-secret-keys");

        assertHolds(usable(file, Optional.of("päss phrase")).sign(PAYLOAD));
        assertThat(refusal(file, Optional.of("wrong"))).contains("cannot be opened with the passphrase");
        assertThat(refusal(file, Optional.empty())).contains("has a passphrase, and none is given");
        assertThat(refusal(file, Optional.of(""))).contains("none is given");
    }

    @Test
    void aPassphraseThatIsNotNeededDoesNoHarm() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "sign", "never");

        assertHolds(usable(secret(), Optional.of("unused")).sign(PAYLOAD));
    }

    @Test
    void takesTheSubkeyThatIsForSigning() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "cert", "never");
        var primary = gpg.fingerprint();
        gpg.run("--quick-add-key", primary, "cv25519", "encr", "never");
        gpg.run("--quick-add-key", primary, "ed25519", "sign", "never");

        var key = usable(secret(), Optional.empty());

        assertThat(primary).doesNotEndWith(key.id());
        assertHolds(key.sign(PAYLOAD));
    }

    @Test
    void thePrimaryKeyMayStayAtHome() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "cert", "never");
        gpg.run("--quick-add-key", gpg.fingerprint(), "ed25519", "sign", "never");

        assertHolds(usable(gpg.run("--armor", "--export-secret-subkeys"), Optional.empty())
                .sign(PAYLOAD));
    }

    @Test
    void refusesKeysThatCannotSign() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "cert", "never");
        gpg.run("--quick-add-key", gpg.fingerprint(), "cv25519", "encr", "never");

        assertThat(refusal(secret(), Optional.empty())).contains("cannot sign").contains("is not one for signing");
    }

    @Test
    void refusesAnExpiredKey() throws Exception {
        gpg.run("--faked-system-time", "20200101T000000!", "--quick-generate-key", USER, "ed25519", "sign", "1d");

        assertThat(refusal(secret(), Optional.empty())).contains("has expired");
    }

    @Test
    void refusesWhatIsNotExactlyOnePrivateKey() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "sign", "never");
        var open = gpg.run("--armor", "--export");
        var one = secret();
        gpg.run("--quick-generate-key", "Other <other@example.org>", "ed25519", "sign", "never");

        assertThat(refusal(secret(), Optional.empty())).contains("exactly one").contains("holds 2");
        assertThat(refusal(open, Optional.empty())).contains("public key");
        assertThat(refusal(new byte[0], Optional.empty()))
                .contains("exactly one")
                .contains("none");
        assertThat(refusal("no key".getBytes(UTF_8), Optional.empty())).contains("exactly one OpenPGP private key");
        assertThat(refusal(Arrays.copyOf(one, one.length / 2), Optional.empty()))
                .contains("not an OpenPGP private key");
        assertThat(refusal(new byte[2 << 20], Optional.empty())).contains("more than");
    }

    @Test
    void refusesAPassphraseThatTakesAllMemory() throws Exception {
        gpg.run("--quick-generate-key", USER, "ed25519", "sign", "never");
        var locked = lockedWithArgon2(OpenPgpSecretKeyFile.read(secret()));

        assertHolds(usable(locked, Optional.of("x")).sign(PAYLOAD));
        assertThat(refusal(locked, Optional.of("wrong"))).contains("cannot be opened");
        assertThat(refusal(withMemory(locked, 31), Optional.of("x"))).contains("too much time or memory");
    }

    private static byte[] lockedWithArgon2(PGPSecretKeyRing ring) throws Exception {
        var key = ring.getSecretKey();
        var derivation = new S2K.Argon2Params(SALT, 1, 1, MEMORY);
        var encryptor = new BcAEADSecretKeyEncryptorBuilder(
                        AEADAlgorithmTags.OCB, SymmetricKeyAlgorithmTags.AES_256, derivation)
                .build("x".toCharArray(), key.getPublicKey().getPublicKeyPacket());
        return new PGPSecretKeyRing(List.of(PGPSecretKey.copyWithNewPassword(key, null, encryptor))).getEncoded();
    }

    /** The same key, which says that it takes more memory. */
    private static byte[] withMemory(byte[] file, int exponent) {
        var changed = file.clone();
        int at = new String(file, ISO_8859_1).indexOf(new String(SALT, ISO_8859_1)) + SALT.length + 2;
        assertThat(changed[at]).isEqualTo((byte) MEMORY);
        changed[at] = (byte) exponent;
        return changed;
    }
}
