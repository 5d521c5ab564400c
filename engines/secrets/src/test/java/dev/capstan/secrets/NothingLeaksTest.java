package dev.capstan.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.pgp.PgpException;
import dev.capstan.secrets.pgp.PgpKeys;
import dev.capstan.secrets.rules.KeyTexts;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D-062: what is said of failures, and what objects print of themselves, holds no value of a file and nothing of a key. */
class NothingLeaksTest {
    private static final String MARKER = "S3cr3tMarker";
    private static final List<String> INSERTIONS = List.of(
            "\"", "'", "{", "}", "[", "]", ":", ": ", "#", "&", "*", "!", "!x!", "|", ">", "%", "@", "`", "\t", "\n",
            "-", "- ", "? ", ",", "\\", "\u0001", "=", "<<: ");

    private final SecureRandom random = new SecureRandom();
    private final AgeIdentities.Generated key = AgeIdentities.generate(random);
    private final Sops sops = new Sops(keychain());

    private Keychain keychain() {
        try {
            var identities = List.of(AgeIdentities.parse("test", key.secretKey()));
            return Keychain.empty().with(new AgeKeyService(identities, random), MasterKey.Kind.AGE);
        } catch (AgeException e) {
            throw new IllegalStateException(e);
        }
    }

    private EncryptionPlan plan() {
        return EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(key.recipient(), ""))));
    }

    private static void assertClean(String said, String where) {
        assertThat(said)
                .as(where)
                .doesNotContain(MARKER)
                .doesNotContain(MARKER.substring(4))
                .doesNotContain(Base64.getEncoder()
                        .encodeToString(MARKER.getBytes(StandardCharsets.US_ASCII))
                        .substring(0, 12));
    }

    private static String said(Outcome<?> outcome) {
        return outcome + " "
                + (outcome instanceof Outcome.Refused<?> refused
                        ? refused.failure().message()
                        : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YAML|'a: " + MARKER + "\\nb:\\n    - \"" + MARKER + "\"\\n    - |\\n        " + MARKER + "\\nc: {d: '"
                        + MARKER + "'}\\n'",
                "JSON|'{\"a\": \"" + MARKER + "\", \"b\": [\"" + MARKER + "\", 1], \"c\": {\"d\": \"" + MARKER
                        + "\"}}'",
                "DOTENV|'A=" + MARKER + "\\nB=\"" + MARKER + "\"\\n'",
                "INI|'[s]\\na = " + MARKER + "\\nb = \"" + MARKER + "\"\\nc = `" + MARKER + "`\\n'"
            })
    void whateverIsWrongWithAPlainText(SopsFormat format, String plain) {
        String text = plain.replace("\\n", "\n");
        for (int at = 0; at <= text.length(); at++) {
            for (int i = at % 3; i < INSERTIONS.size(); i += 3) {
                String broken = text.substring(0, at) + INSERTIONS.get(i) + text.substring(at);
                assertClean(
                        said(sops.encrypt(
                                new SopsText("file", format, broken.getBytes(StandardCharsets.UTF_8)), plan())),
                        broken);
            }
            String cut = text.substring(0, at);
            assertClean(
                    said(sops.encrypt(new SopsText("file", format, cut.getBytes(StandardCharsets.UTF_8)), plan())),
                    cut);
        }
    }

    @Test
    void valuesThatCannotBeShownInAnotherFormat() {
        var source = SopsText.of("a.yaml", ("a:\n    b: " + MARKER + "\n").getBytes(StandardCharsets.UTF_8));
        var file = new SopsText(
                "a.yaml", SopsFormat.YAML, sops.encrypt(source, plan()).orElseThrow());

        for (SopsFormat format : SopsFormat.values()) {
            assertClean(said(sops.decrypt(file, MacCheck.REQUIRED, format)), "as " + format);
        }
        assertClean(said(sops.set(file, MacCheck.REQUIRED, "[\"a\"]", MARKER.getBytes(StandardCharsets.UTF_8))), "set");
        assertClean(said(sops.extract(file, MacCheck.REQUIRED, "[\"a\"]", SopsFormat.DOTENV)), "extract");
    }

    @Test
    void whatObjectsPrintOfThemselves() {
        var source = SopsText.of(
                "a.yaml",
                ("# " + MARKER + "\na: " + MARKER + "\nb: [" + MARKER + "]\n").getBytes(StandardCharsets.UTF_8));
        var file = new SopsText(
                "a.yaml", SopsFormat.YAML, sops.encrypt(source, plan()).orElseThrow());
        List<Mapping> documents = sops.documents(file, MacCheck.REQUIRED).orElseThrow();

        var printed = new ArrayList<Object>(documents);
        documents.forEach(document -> printed.addAll(document.entries()));
        documents.forEach(document -> document.pairs().forEach(pair -> printed.add(pair.value())));
        printed.addAll(List.of(source, file, sops, keychain(), documents, key));
        assertClean(printed.toString(), "toString");
        assertThat(printed.toString()).doesNotContain(key.secretKey().substring(16));
    }

    @Test
    void whateverIsWrongWithAFileOfKeys() {
        String secret = key.secretKey();
        for (int at = 0; at < secret.length(); at++) {
            for (String change : List.of("x", "", " ", "1", "\n")) {
                String broken = secret.substring(0, at) + change + secret.substring(at + 1);
                try {
                    AgeIdentities.read("keys.txt", broken.getBytes(StandardCharsets.UTF_8), () -> new byte[0]);
                } catch (AgeException e) {
                    assertThat(e.problem())
                            .doesNotContainIgnoringCase(secret.substring(20, 30))
                            .doesNotContainIgnoringCase(secret.substring(50, 60));
                }
            }
        }
        try {
            PgpKeys.none()
                    .and(
                            "key.asc",
                            ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + MARKER + "\n")
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (PgpException e) {
            assertClean(e.problem(), "PGP");
        }
    }

    @Test
    void privateKeysAndPasswordsWhereNamesBelong() {
        var source = SopsText.of("a.yaml", "a: b\n".getBytes(StandardCharsets.UTF_8));
        var texts = new KeyTexts(Clock.systemUTC());
        var vault = new MasterKey.VaultTransit(
                "https://user:" + MARKER + "@vault", "transit", "k", OffsetDateTime.now(ZoneOffset.UTC), "");

        String refused = said(sops.encrypt(
                source, EncryptionPlan.of(new KeyGroup(List.of(new MasterKey.Age(key.secretKey(), ""), vault)))));

        assertThat(refused)
                .contains("a private key in place of a recipient")
                .doesNotContain(key.secretKey().substring(16));
        assertClean(refused, "address with a login");
        assertClean(vault.toString(), "key of Vault");
        assertThat(new MasterKey.Age(key.secretKey(), "").toString())
                .doesNotContain(key.secretKey().substring(16));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts.vault("https://user:" + MARKER + "@vault/v1/t/keys/k"))
                .satisfies(e -> assertClean(e.toString(), "Vault"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts.azure("https://" + MARKER + "@n.vault.azure.net/keys/k"))
                .satisfies(e -> assertClean(e.toString(), "Azure"));
    }

    @Test
    void exceptionsHaveNoCauseThatQuotes() {
        var source = SopsText.of("a.yaml", ("a: *" + MARKER + "\n").getBytes(StandardCharsets.UTF_8));

        var outcome = sops.encrypt(source, plan());

        assertClean(said(outcome), "alias");
        try {
            outcome.orElseThrow();
        } catch (SecretsException e) {
            assertThat(e).hasNoCause();
            assertClean(e.toString(), "exception");
        }
    }
}
