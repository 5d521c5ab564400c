package dev.capstan.openpgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several keys and several copies of a key, in one entry of a Secret and in several, in every order. */
class OpenPgpCopiesTest {
    private static final byte[] PAYLOAD = "tree\n".getBytes(UTF_8);
    private static final int EXPIRED = 5;

    private static OpenPgpPerson alice;
    private static OpenPgpPerson bob;

    @BeforeAll
    static void makeKeys() throws Exception {
        alice = new OpenPgpPerson();
        bob = new OpenPgpPerson();
    }

    @Test
    void readsEveryArmoredBlockOfAnEntry() throws Exception {
        var two = "Alice:\n" + alice.copy().armored() + "\nand Bob, since May\n"
                + bob.copy().armored();

        assertThat(check(bob, bob.main, two)).isInstanceOf(OpenPgpCheck.Valid.class);
        assertThat(check(alice, alice.main, two)).isInstanceOf(OpenPgpCheck.Valid.class);
    }

    @Test
    void readsBlocksWithLineEndsOfWindows() throws Exception {
        var two = (alice.copy().armored() + bob.copy().armored()).replace("\n", "\r\n");

        assertThat(check(bob, bob.main, two)).isInstanceOf(OpenPgpCheck.Valid.class);
    }

    @Test
    void theNewestOfItsOwnSignaturesSaysWhenAKeyExpires() throws Exception {
        inEveryWay(
                copy -> assertThat(copy).isInstanceOf(OpenPgpCheck.Valid.class),
                alice.copy().described(0, EXPIRED).armored(),
                alice.copy().described(4, 3650).armored());
        inEveryWay(
                copy -> assertInvalid(copy, "has expired"),
                alice.copy().described(0, 0).armored(),
                alice.copy().described(4, EXPIRED).armored());
    }

    @Test
    void aRevocationInAnyCopyRevokes() throws Exception {
        inEveryWay(
                copy -> assertInvalid(copy, "is revoked"),
                alice.copy().armored(),
                alice.copy().revokedBy(alice).armored(),
                alice.copy().described(8, 0).armored());
    }

    @Test
    void aRevocationThatStandsAloneRevokes() throws Exception {
        inEveryWay(copy -> assertInvalid(copy, "is revoked"), alice.copy().armored(), alice.revocationCertificate());
    }

    @Test
    void aRevocationBySomebodyElseDoesNot() throws Exception {
        inEveryWay(
                copy -> assertThat(copy).isInstanceOf(OpenPgpCheck.Valid.class),
                alice.copy().armored(),
                alice.copy().revokedBy(bob).armored(),
                bob.copy().armored());
    }

    @Test
    void aRevocationByADesignatedRevokerRevokes() throws Exception {
        inEveryWay(
                copy -> assertInvalid(copy, "is revoked by its designated revoker"),
                alice.copy().revocableBy(bob).revokedBy(bob).armored(),
                bob.copy().armored());
        inEveryWay(
                copy -> assertInvalid(copy, "add that key to the Secret"),
                alice.copy().revocableBy(bob).revokedBy(bob).armored());
    }

    @Test
    void aKeyWhoseUserIdsAreRevokedIsNotUsed() throws Exception {
        inEveryWay(
                copy -> assertInvalid(copy, "user ids are revoked"),
                alice.copy().armored(),
                alice.copy().userRevoked().armored());
    }

    @Test
    void aSubkeySigns() throws Exception {
        assertThat(check(alice, alice.sub, alice.copy().withSubkey(0).armored()))
                .isInstanceOf(OpenPgpCheck.Valid.class);
        assertThat(check(
                        alice,
                        alice.sub,
                        alice.copy().armored(),
                        alice.copy().withSubkey(0).armored()))
                .isInstanceOf(OpenPgpCheck.Valid.class);
    }

    @Test
    void aSubkeyIsAsGoodAsItsPrimaryKeyAndItsBinding() throws Exception {
        var good = alice.copy().withSubkey(0).armored();

        assertInvalid(
                check(alice, alice.sub, good, alice.copy().withSubkeyRevoked().armored()), "is revoked");
        assertInvalid(
                check(alice, alice.sub, good, alice.copy().revokedBy(alice).armored()), "is revoked");
        assertInvalid(check(alice, alice.sub, alice.copy().withSubkey(EXPIRED).armored()), "has expired");
        assertInvalid(
                check(
                        alice,
                        alice.sub,
                        alice.copy().withSubkeyThatDoesNotAgree().armored()),
                "cross-certified");
    }

    @Test
    void aKeyForOtherThingsDoesNotSign() throws Exception {
        assertInvalid(check(alice, alice.main, alice.copy().forCertifyingOnly().armored()), "is not one for signing");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        var good = alice.copy().armored();
        var cut = good.substring(0, good.length() - 40);

        assertThat(problem(good + cut))
                .isEqualTo(
                        "the key 'keys.asc' cannot be read: block 2 of 2: its begin or its end is missing or misspelt");
        assertThat(problem(cut + good)).contains("block 1 of 2");
        assertThat(problem(good + OpenPgpPerson.armor(new byte[] {(byte) 0x99, 1, 2})))
                .contains("block 2 of 2: it is not");
        assertThat(problem(good + good.replace("PUBLIC", "PRIVATE"))).contains("'PGP PRIVATE KEY BLOCK'");
        assertThat(problem(good + "-----END PGP PUBLIC KEY BLOCK-----")).contains("missing or misspelt");
        assertThat(problem("no key")).contains("the key 'keys.asc' cannot be read");
        assertThat(problem("")).contains("the key 'keys.asc' cannot be read");
    }

    @Test
    void keysWithoutArmorAreReadToTheirEnd() throws Exception {
        var both = new ByteArrayOutputStream();
        both.writeBytes(alice.copy().packets());
        both.writeBytes(alice.copy().revokedBy(alice).packets());

        assertInvalid(check(alice, alice.main, Map.of("keys.gpg", both.toByteArray())), "is revoked");

        both.writeBytes("garbage".getBytes(UTF_8));
        assertThat(OpenPgpKeys.parse(Map.of("keys.gpg", both.toByteArray())))
                .isInstanceOf(OpenPgpKeys.Parsed.Unusable.class);
    }

    private static String problem(String entry) {
        return OpenPgpKeys.parse(Map.of("keys.asc", entry.getBytes(UTF_8)))
                        instanceof OpenPgpKeys.Parsed.Unusable(var why)
                ? why
                : "readable";
    }

    private interface Expectation {
        void of(OpenPgpCheck check);
    }

    /** Copies in the given order and the other way round, in one entry and in several. */
    private static void inEveryWay(Expectation expectation, String... copies) throws Exception {
        var reversed = List.of(copies).reversed().toArray(String[]::new);
        expectation.of(check(alice, alice.main, copies));
        expectation.of(check(alice, alice.main, reversed));
        expectation.of(check(alice, alice.main, String.join("", copies)));
        expectation.of(check(alice, alice.main, String.join("", reversed)));
    }

    private static OpenPgpCheck check(OpenPgpPerson person, PGPKeyPair by, String... entries) throws Exception {
        var secret = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < entries.length; i++) {
            secret.put(i + ".asc", entries[i].getBytes(UTF_8));
        }
        return check(person, by, secret);
    }

    private static OpenPgpCheck check(OpenPgpPerson person, PGPKeyPair by, Map<String, byte[]> secret)
            throws Exception {
        return keys(secret).check(person.sign(by, PAYLOAD), PAYLOAD, Instant.now());
    }

    private static OpenPgpKeys keys(Map<String, byte[]> secret) {
        return switch (OpenPgpKeys.parse(secret)) {
            case OpenPgpKeys.Parsed.Keys(var keys) -> keys;
            case OpenPgpKeys.Parsed.Unusable(var why) -> throw new AssertionError(why);
        };
    }

    private static void assertInvalid(OpenPgpCheck check, String why) {
        assertThat(check)
                .isInstanceOfSatisfying(
                        OpenPgpCheck.Invalid.class, it -> assertThat(it.why()).contains(why));
    }
}
