package dev.capstan.secrets.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Selection;
import dev.capstan.secrets.pgp.PgpKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SopsTest {
    private static final Pattern AGE_FILE = Pattern.compile("(?s)-----BEGIN AGE.*?-----END AGE");
    private static final Pattern ENC = Pattern.compile("ENC\\[[^\\]]*\\]");

    private final TestPerson alice = new TestPerson();
    private final TestPerson bob = new TestPerson();

    /** Somebody with a private key of age. */
    private static final class TestPerson {
        private final AgeIdentities.Generated key = AgeIdentities.generate(new SecureRandom());

        Sops sops() {
            try {
                return new Sops(TestKeys.of(List.of(AgeIdentities.parse("test", key.secretKey())), PgpKeys.none()));
            } catch (AgeException e) {
                throw new IllegalStateException(e);
            }
        }

        MasterKey masterKey() {
            return new MasterKey.Age(key.recipient(), "");
        }
    }

    private EncryptionPlan forAlice() {
        return EncryptionPlan.of(new KeyGroup(List.of(alice.masterKey())));
    }

    private static SopsText text(String file, String text) {
        return SopsText.of(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private SopsText encrypted(String file, String plain, EncryptionPlan plan) {
        var source = text(file, plain);
        return new SopsText(
                file, source.format(), alice.sops().encrypt(source, plan).orElseThrow());
    }

    private static String shown(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String shown(SopsText text) {
        return shown(text.text());
    }

    private static SecretsFailure refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).failure();
    }

    // edits

    @Test
    void keepsTheCiphertextOfWhatAnEditDoesNotChange() {
        var before = encrypted("a.yaml", "a: 1\n# about b\nb: two\nlist:\n    - x\n    - x\n    - y\n", forAlice());

        var edited = alice.sops()
                .edit(
                        before,
                        MacCheck.REQUIRED,
                        "a: 1\n# about b\nb: three\nlist:\n    - x\n    - x\n    - y\n    - z\n"
                                .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        var values = ENC.matcher(shown(before)).results().map(it -> it.group()).toList();
        assertThat(edited.changed()).isTrue();
        String after = shown(edited.text());
        assertThat(after).contains(values.get(0), values.get(1), values.get(3), values.get(4), values.get(5));
        assertThat(after).doesNotContain(values.get(2));
        assertThat(after)
                .contains(shown(before)
                        .lines()
                        .filter(it -> it.contains("recipient:"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void saysThatAnEditChangedNothing() {
        var before = encrypted("a.yaml", "a: 1\nb: [1, 2] # note\n", forAlice());
        byte[] plain = alice.sops().decrypt(before, MacCheck.REQUIRED).orElseThrow();

        var edited = alice.sops().edit(before, MacCheck.REQUIRED, plain).orElseThrow();

        assertThat(edited.changed()).isFalse();
        assertThat(edited.text()).isEqualTo(before.text());
    }

    @Test
    void setsAndUnsetsValues() {
        var before = encrypted("a.yaml", "a: 1\nb:\n    c: x\n", forAlice());

        byte[] set = alice.sops()
                .set(
                        before,
                        MacCheck.REQUIRED,
                        "[\"b\"][\"d\"][0]",
                        "{\"k\": [true, null]}".getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .text();
        byte[] unset = alice.sops()
                .unset(new SopsText("a.yaml", SopsFormat.YAML, set), MacCheck.REQUIRED, "[\"b\"][\"c\"]")
                .orElseThrow()
                .text();

        assertThat(shown(alice.sops()
                        .decrypt(new SopsText("a.yaml", SopsFormat.YAML, unset), MacCheck.REQUIRED)
                        .orElseThrow()))
                .isEqualTo("a: 1\nb:\n    d:\n        - k:\n            - true\n            - null\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[\"nope\"]|1", "[0]|1", "[\"b\"][3]|1", "nope|91", "[nope]|91", "[\"a\"|91", "''|91"})
    void refusesPathsThatLeadNowhere(String path, int exit) {
        var file = encrypted("a.yaml", "a: 1\nb:\n    - x\n", forAlice());

        assertThat(refusal(alice.sops().unset(file, MacCheck.REQUIRED, path)).exitCode())
                .isEqualTo(exit);
        assertThat(refusal(alice.sops().extract(file, MacCheck.REQUIRED, path, SopsFormat.YAML))
                        .exitCode())
                .isEqualTo(exit);
    }

    // keys

    @Test
    void takesPathsOfLongKeys() {
        String key = "k".repeat(100_000);
        var file = encrypted("a.yaml", "a: b\n", forAlice());

        var edited = alice.sops().set(file, MacCheck.REQUIRED, "[\"" + key + "\"]", new byte[] {'1'});

        assertThat(shown(edited.orElseThrow().text())).contains(key);
    }

    @Test
    void rotatesToANewDataKeyForOtherPeople() {
        var before = encrypted("a.json", "{\"a\": \"b\"}", forAlice());

        byte[] rotated = alice.sops()
                .rotate(before, MacCheck.REQUIRED, _ -> List.of(new KeyGroup(List.of(bob.masterKey()))))
                .orElseThrow();

        var after = new SopsText("a.json", SopsFormat.JSON, rotated);
        assertThat(shown(bob.sops().decrypt(after, MacCheck.REQUIRED).orElseThrow()))
                .isEqualTo("{\n\t\"a\": \"b\"\n}\n");
        assertThat(refusal(alice.sops().decrypt(after, MacCheck.REQUIRED)))
                .isInstanceOf(SecretsFailure.KeysNotRecovered.class);
        assertThat(ENC.matcher(shown(rotated)).results().map(it -> it.group()))
                .doesNotContainAnyElementsOf(ENC.matcher(shown(before))
                        .results()
                        .map(it -> it.group())
                        .toList());
    }

    @Test
    void updatesKeysWithoutTouchingValues() {
        var before = encrypted("a.yaml", "a: b\n", forAlice());

        byte[] updated = alice.sops()
                .updateKeys(before, List.of(new KeyGroup(List.of(alice.masterKey(), bob.masterKey()))), 0)
                .orElseThrow();

        var after = new SopsText("a.yaml", SopsFormat.YAML, updated);
        assertThat(ENC.matcher(shown(updated)).results().map(it -> it.group()).toList())
                .isEqualTo(ENC.matcher(shown(before))
                        .results()
                        .map(it -> it.group())
                        .toList());
        assertThat(shown(bob.sops().decrypt(after, MacCheck.REQUIRED).orElseThrow()))
                .isEqualTo("a: b\n");
    }

    @Test
    void updatingKeysLeavesThoseThatStayAlone() {
        var before = encrypted("a.yaml", "a: b\n", forAlice());
        String hers = AGE_FILE.matcher(shown(before))
                .results()
                .map(it -> it.group())
                .findFirst()
                .orElseThrow();

        byte[] updated = alice.sops()
                .updateKeys(before, List.of(new KeyGroup(List.of(bob.masterKey(), alice.masterKey()))), 0)
                .orElseThrow();

        assertThat(AGE_FILE.matcher(shown(updated)).results().map(it -> it.group()))
                .hasSize(2)
                .contains(hers);
    }

    /** D-058: the failure names what could have opened the file, and no key. */
    @Test
    void namesTheRecipientsWhenNoKeyFits() {
        var file = encrypted("app/secret.yaml", "a: b\n", forAlice());

        var failure = refusal(bob.sops().decrypt(file, MacCheck.REQUIRED));

        assertThat(failure.exitCode()).isEqualTo(128);
        assertThat(failure.message())
                .startsWith("app/secret.yaml: the data key cannot be recovered")
                .contains(alice.key.recipient(), "none of the 1 identities of age")
                .doesNotContain(bob.key.secretKey().substring(20));
    }

    /** D-059: keys that one call had, the next one does not have. */
    @Test
    void keysDoNotStayForOthers() {
        var file = encrypted("a.yaml", "a: b\n", forAlice());
        assertThat(alice.sops().decrypt(file, MacCheck.REQUIRED)).isInstanceOf(Outcome.Done.class);

        assertThat(new Sops(Keychain.empty()).decrypt(file, MacCheck.REQUIRED)).isInstanceOf(Outcome.Refused.class);
    }

    /** D-067: files under an old and a new key open as long as both are there. */
    @Test
    void opensFilesOfOldAndNewKeys() throws AgeException {
        var old = encrypted("a.yaml", "a: b\n", forAlice());
        var fresh = new SopsText(
                "b.yaml",
                SopsFormat.YAML,
                alice.sops()
                        .rotate(old, MacCheck.REQUIRED, _ -> List.of(new KeyGroup(List.of(bob.masterKey()))))
                        .orElseThrow());
        var both = new Sops(TestKeys.of(
                List.of(
                        AgeIdentities.parse("old", alice.key.secretKey()),
                        AgeIdentities.parse("new", bob.key.secretKey())),
                PgpKeys.none()));

        assertThat(both.decrypt(old, MacCheck.REQUIRED)).isInstanceOf(Outcome.Done.class);
        assertThat(both.decrypt(fresh, MacCheck.REQUIRED)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void needsAsManyGroupsAsTheThresholdSays() {
        var carol = new TestPerson();
        var plan = new EncryptionPlan(
                List.of(
                        new KeyGroup(List.of(alice.masterKey())),
                        new KeyGroup(List.of(bob.masterKey())),
                        new KeyGroup(List.of(carol.masterKey()))),
                2,
                Optional.empty(),
                false);
        var file = encrypted("a.yaml", "a: b\n", plan);

        assertThat(refusal(alice.sops().decrypt(file, MacCheck.REQUIRED)).message())
                .contains("2 of its 3 key groups");
        assertThat(refusal(alice.sops()
                        .encrypt(
                                text("a.yaml", "a: b\n"),
                                new EncryptionPlan(plan.groups(), 4, Optional.empty(), false))))
                .isInstanceOf(SecretsFailure.ThresholdUnusable.class);
        assertThat(refusal(alice.sops()
                        .encrypt(
                                text("a.yaml", "a: b\n"),
                                new EncryptionPlan(plan.groups(), 1, Optional.empty(), false))))
                .isInstanceOf(SecretsFailure.ThresholdUnusable.class);
    }

    @Test
    void aThresholdAboveTheGroupsOfAFileIsRefused() {
        var plan = new EncryptionPlan(
                List.of(new KeyGroup(List.of(alice.masterKey())), new KeyGroup(List.of(alice.masterKey()))),
                0,
                Optional.empty(),
                false);
        var file = encrypted("a.yaml", "a: b\n", plan);
        assertThat(alice.sops().decrypt(file, MacCheck.REQUIRED)).isInstanceOf(Outcome.Done.class);

        var changed = text("a.yaml", shown(file).replace("shamir_threshold: 2", "shamir_threshold: 9"));

        assertThat(refusal(alice.sops().decrypt(changed, MacCheck.REQUIRED)))
                .isInstanceOf(SecretsFailure.ThresholdUnusable.class);
    }

    @Test
    void refusesToEncryptForNobody() {
        assertThat(refusal(alice.sops().encrypt(text("a.yaml", "a: b\n"), EncryptionPlan.of(new KeyGroup(List.of())))))
                .isInstanceOf(SecretsFailure.NoKeys.class);
        assertThat(refusal(alice.sops()
                        .encrypt(
                                text("a.yaml", "a: b\n"),
                                EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age("age1nonsense", "")))))))
                .isInstanceOf(SecretsFailure.KeysNotWrapped.class);
    }

    // what is in a file

    @ParameterizedTest
    @CsvSource({
        "UNENCRYPTED_SUFFIX, _plain, inner_plain value",
        "ENCRYPTED_SUFFIX, secret, inner_plain value",
        "UNENCRYPTED_REGEX, ^inner, inner_plain value",
        "ENCRYPTED_REGEX, ^secret$, inner_plain value",
    })
    void encryptsWhatIsSelected(Selection.Rule rule, String pattern, String readable) {
        String plain = "secret: value\nmap:\n    inner_plain: value\n";
        var file = encrypted(
                "a.yaml",
                plain,
                new EncryptionPlan(forAlice().groups(), 0, Optional.of(new Selection(rule, pattern)), false));

        assertThat(shown(file)).contains("secret: ENC[").contains(readable.replace(" ", ": "));
        assertThat(shown(alice.sops().decrypt(file, MacCheck.REQUIRED).orElseThrow()))
                .isEqualTo(plain);
    }

    @Test
    void aCodeOverEncryptedValuesAloneLetsOthersChange() {
        var selection = Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^secret$"));
        String plain = "open: one\nsecret: value\n";
        var whole = encrypted("a.yaml", plain, new EncryptionPlan(forAlice().groups(), 0, selection, false));
        var part = encrypted("a.yaml", plain, new EncryptionPlan(forAlice().groups(), 0, selection, true));

        var changedWhole = text("a.yaml", shown(whole).replace("open: one", "open: two"));
        var changedPart = text("a.yaml", shown(part).replace("open: one", "open: two"));

        assertThat(refusal(alice.sops().decrypt(changedWhole, MacCheck.REQUIRED)))
                .isInstanceOf(SecretsFailure.MacMismatch.class);
        assertThat(alice.sops().decrypt(changedWhole, MacCheck.IGNORED)).isInstanceOf(Outcome.Done.class);
        assertThat(alice.sops().decrypt(changedPart, MacCheck.REQUIRED)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void refusesFilesThatAreEncryptedAlready() {
        var file = encrypted("a.yaml", "a: b\n", forAlice());

        assertThat(refusal(alice.sops().encrypt(file, forAlice())).exitCode()).isEqualTo(203);
        assertThat(refusal(alice.sops().encrypt(text("a.env", "sops_x=1\n"), forAlice()))
                        .exitCode())
                .isEqualTo(203);
    }

    @ParameterizedTest
    @CsvSource({"a.yaml, 92", "a.json, 2"})
    void refusesEmptyFiles(String file, int exit) {
        assertThat(refusal(alice.sops().encrypt(text(file, ""), forAlice())).exitCode())
                .isEqualTo(exit);
    }

    @Test
    void refusesTwoBlocksOfMetadata() {
        var file = encrypted("a.ini", "[s]\na = b\n", forAlice());

        var doubled =
                text("a.ini", shown(file) + shown(file).substring(shown(file).indexOf("[sops]")));

        assertThat(refusal(alice.sops().decrypt(doubled, MacCheck.REQUIRED)).message())
                .contains("two of them");
    }

    @Test
    void refusesAFileWithTheMetadataOfAnother() {
        var one = encrypted("a.yaml", "a: b\n", forAlice());
        var other = encrypted("a.yaml", "a: b\n", forAlice());

        String mixed = shown(one).substring(0, shown(one).indexOf("sops:"))
                + shown(other).substring(shown(other).indexOf("sops:"));

        assertThat(refusal(alice.sops().decrypt(text("a.yaml", mixed), MacCheck.REQUIRED)))
                .isInstanceOf(SecretsFailure.ValueNotDecryptable.class);
    }

    /** The type is not protected: a value that becomes a comment would be in neither the result nor the code. */
    @Test
    void refusesAValueThatSaysItIsAComment() {
        var file = encrypted("a.yaml", "a: b\n", forAlice());

        var changed = text("a.yaml", shown(file).replaceFirst("type:str", "type:comment"));

        assertThat(refusal(alice.sops().decrypt(changed, MacCheck.IGNORED)).message())
                .contains("value of a cannot be decrypted", "comment");
    }

    @Test
    void carriesBytesThatAreNotText() {
        byte[] bytes = {0, (byte) 0xFF, (byte) 0xC3, 0x28, '\n'};
        var source = new SopsText("key.bin", SopsFormat.BINARY, bytes);

        var file = new SopsText(
                "key.bin",
                SopsFormat.BINARY,
                alice.sops().encrypt(source, forAlice()).orElseThrow());

        assertThat(alice.sops().decrypt(file, MacCheck.REQUIRED).orElseThrow()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(SopsFormat.class)
    void refusesTextsThatAreTooLarge(SopsFormat format) {
        byte[] large = new byte[(64 << 20) + 1];
        Arrays.fill(large, (byte) '#');

        assertThat(refusal(alice.sops().encrypt(new SopsText("large", format, large), forAlice()))
                        .message())
                .contains("more than 67108864 bytes");
    }

    @Test
    void refusesToLoseAListToAPathThatTakesItForAMap() {
        var file = encrypted("a.yaml", "list:\n    - x\nmap:\n    k: v\nscalar: 1\n", forAlice());
        byte[] value = "1".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(alice.sops().set(file, MacCheck.REQUIRED, "[\"list\"][\"k\"]", value))
                        .exitCode())
                .isEqualTo(1);
        assertThat(refusal(alice.sops().set(file, MacCheck.REQUIRED, "[\"map\"][0]", value))
                        .exitCode())
                .isEqualTo(1);
        assertThat(alice.sops().set(file, MacCheck.REQUIRED, "[\"scalar\"][\"k\"]", value))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void saysWhetherAFileIsEncrypted() {
        assertThat(new Sops(Keychain.empty())
                        .isEncrypted(encrypted("a.yaml", "a: b\n", forAlice()))
                        .orElseThrow())
                .isTrue();
        assertThat(new Sops(Keychain.empty())
                        .isEncrypted(text("a.yaml", "a: b\n"))
                        .orElseThrow())
                .isFalse();
        assertThat(new Sops(Keychain.empty()).isEncrypted(text("a.yaml", "a: [\n")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "a(?=b)"})
    void refusesPatternsOfFilesThatCannotBeUsed(String pattern) {
        var file = encrypted(
                "a.yaml",
                "a: b\n",
                new EncryptionPlan(
                        forAlice().groups(),
                        0,
                        Optional.of(new Selection(Selection.Rule.ENCRYPTED_REGEX, "^PATTERN$|^a$")),
                        false));

        var changed = text("a.yaml", shown(file).replace("^PATTERN$|^a$", pattern));

        assertThat(refusal(alice.sops().decrypt(changed, MacCheck.REQUIRED)))
                .isInstanceOf(SecretsFailure.MetadataMalformed.class);
    }

    @Test
    void identityOfGroupsStaysInRotation() {
        var file = encrypted("a.env", "A=b\n", forAlice());

        byte[] rotated = alice.sops()
                .rotate(file, MacCheck.REQUIRED, UnaryOperator.identity())
                .orElseThrow();

        assertThat(shown(alice.sops()
                        .decrypt(new SopsText("a.env", SopsFormat.DOTENV, rotated), MacCheck.REQUIRED)
                        .orElseThrow()))
                .isEqualTo("A=b\n");
    }
}
