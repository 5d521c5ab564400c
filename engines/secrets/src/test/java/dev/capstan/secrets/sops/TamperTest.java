package dev.capstan.secrets.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D-057: a file that somebody changed without the key gives nothing, and above all nothing else than before. */
class TamperTest {
    private static final String PLAIN = "a=1\\nb_unencrypted=open\\n";

    private final AgeIdentities.Generated key = AgeIdentities.generate(new SecureRandom());
    private final Sops sops = sops();

    private Sops sops() {
        try {
            return new Sops(TestKeys.of(List.of(AgeIdentities.parse("test", key.secretKey())), PgpKeys.none()));
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    private SopsText encrypted(SopsFormat format, String plain) {
        var source = new SopsText("file", format, plain.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
        var plan = EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(key.recipient(), ""))));
        return new SopsText("file", format, sops.encrypt(source, plan).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YAML|'a: 1\\n# note\\nb_unencrypted: open\\nc:\\n    - x\\n'",
                "JSON|'{\"a\": 1, \"b_unencrypted\": \"open\", \"c\": [\"x\"]}'",
                "DOTENV|" + PLAIN,
                "INI|'[s]\\na = 1\\nb_unencrypted = open\\n'",
                "BINARY|'anything\\n'"
            })
    void everyInvertedByteIsRefused(SopsFormat format, String plain) {
        var file = encrypted(format, plain);

        for (int i = 0; i < file.text().length; i++) {
            byte[] changed = file.text().clone();
            changed[i] ^= (byte) 0xFF;
            assertThat(sops.decrypt(new SopsText("file", format, changed), MacCheck.REQUIRED))
                    .as("byte " + i)
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YAML|'a: 1\\nb_unencrypted: open\\nc:\\n    - x\\n'",
                "JSON|'{\"a\": 1, \"b_unencrypted\": \"open\", \"c\": [\"x\"]}'",
                "DOTENV|" + PLAIN,
                "INI|'[s]\\na = 1\\nb_unencrypted = open\\n'",
                "BINARY|'anything\\n'"
            })
    void everyChangedBitIsRefusedOrChangesNoValue(SopsFormat format, String plain) {
        var file = encrypted(format, plain);
        var before = sops.documents(file, MacCheck.REQUIRED).orElseThrow();

        for (int i = 0; i < file.text().length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = file.text().clone();
                changed[i] ^= (byte) (1 << bit);
                String place = "byte " + i + ", bit " + bit;
                ifDone(
                        new SopsText("file", format, changed),
                        after -> assertThat(ValuesAlone.of(after)).as(place).isEqualTo(ValuesAlone.of(before)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"YAML", "JSON", "DOTENV", "INI", "BINARY"})
    void everyCutIsRefusedOrChangesNoValue(SopsFormat format) {
        var file = encrypted(
                format,
                switch (format) {
                    case YAML -> "a: 1\nb: 2\n";
                    case JSON -> "{\"a\": 1}";
                    case INI -> "[s]\na = 1\n";
                    case DOTENV, BINARY -> "A=1\n";
                });
        var before = sops.documents(file, MacCheck.REQUIRED).orElseThrow();

        for (int length = 0; length < file.text().length; length++) {
            byte[] cut = Arrays.copyOf(file.text(), length);
            String place = "cut to " + length;
            ifDone(
                    new SopsText("file", format, cut),
                    after -> assertThat(ValuesAlone.of(after)).as(place).isEqualTo(ValuesAlone.of(before)));
        }
    }

    /** Items of a list are bound to the same path, so that only the code knows their order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YAML|'l:\\n    - x\\n    - y\\n'",
                "JSON|'{\"l\": [\"x\", \"y\"]}'",
            })
    void itemsInAnotherOrderAreRefused(SopsFormat format, String plain) {
        String text = new String(encrypted(format, plain).text(), StandardCharsets.UTF_8);
        List<MatchResult> items =
                Pattern.compile("ENC\\[[^]]+]").matcher(text).results().toList();

        String swapped = text.substring(0, items.get(0).start())
                + items.get(1).group()
                + text.substring(items.get(0).end(), items.get(1).start())
                + items.get(0).group()
                + text.substring(items.get(1).end());

        assertThat(((Outcome.Refused<?>) sops.decrypt(
                                new SopsText("file", format, swapped.getBytes(StandardCharsets.UTF_8)),
                                MacCheck.REQUIRED))
                        .failure())
                .isInstanceOf(SecretsFailure.MacMismatch.class);
    }

    /** The code of an older version of the same file, under the same data key, with the time that it is bound to. */
    @Test
    void theCodeOfAnotherVersionIsRefused() {
        var before = encrypted(SopsFormat.YAML, "a: 1\\nb: 2\\n");
        byte[] edited = sops.set(before, MacCheck.REQUIRED, "[\"a\"]", new byte[] {'3'})
                .orElseThrow()
                .text();
        Pattern code = Pattern.compile(" {4}lastmodified: .*\n {4}mac: .*\n");
        var old = code.matcher(new String(before.text(), StandardCharsets.UTF_8));
        assertThat(old.find()).isTrue();

        String mixed = code.matcher(new String(edited, StandardCharsets.UTF_8)).replaceFirst(old.group());

        assertThat(((Outcome.Refused<?>) sops.decrypt(
                                new SopsText("file", SopsFormat.YAML, mixed.getBytes(StandardCharsets.UTF_8)),
                                MacCheck.REQUIRED))
                        .failure())
                .isInstanceOf(SecretsFailure.MacMismatch.class);
    }

    @ParameterizedTest
    @CsvSource({"YAML", "JSON"})
    void twoBlocksOfMetadataAreRefused(SopsFormat format) {
        var file = encrypted(format, format == SopsFormat.YAML ? "a: 1\\n" : "{\"a\": 1}");
        String text = new String(file.text(), StandardCharsets.UTF_8);
        String block = text.substring(text.indexOf(format == SopsFormat.YAML ? "sops:" : "\"sops\":"));

        String doubled = format == SopsFormat.YAML
                ? text + block
                : text.stripTrailing().replaceFirst("}$", "," + Matcher.quoteReplacement(block));

        assertThat(((Outcome.Refused<?>) sops.decrypt(
                                new SopsText("file", format, doubled.getBytes(StandardCharsets.UTF_8)),
                                MacCheck.REQUIRED))
                        .failure()
                        .message())
                .contains("the key \"…\" is already defined");
    }

    /** Of two values of a key only one would be decrypted, and be in the code. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"YAML|'a: 1\\na: 2\\n'", "JSON|'{\"a\": 1, \"b\": {\"c\": 1, \"c\": 2}}'"})
    void aKeyGivenTwiceIsRefused(SopsFormat format, String plain) {
        var source = new SopsText("file", format, plain.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));

        assertThat(sops.encrypt(
                        source, EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(key.recipient(), ""))))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(SecretsFailure.PlainTextMalformed.class));
    }

    private void ifDone(SopsText text, Consumer<List<Mapping>> check) {
        if (sops.documents(text, MacCheck.REQUIRED) instanceof Outcome.Done<List<Mapping>> done) {
            check.accept(done.value());
        }
    }
}
