package dev.capstan.kustomization.decrypt;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecryptionKeysTest {

    private static final String WITH_SECRET = "'decryption':{'provider':'sops','secretRef':{'name':'keys'}}";
    private static final String WITHOUT_SECRET = "'decryption':{'provider':'sops'}";
    private static final Optional<ObjectKey> AGE_SECRET = Optional.of(new ObjectKey("flux-system", "sops-age"));

    private final EncryptedSources age = new EncryptedSources();
    private final FakeKeySecrets secrets = new FakeKeySecrets();

    private DecryptionKeys.Loading load(String fields, Map<String, String> annotations) {
        return new DecryptionKeys(secrets, AGE_SECRET, FakeKeySecrets.NO_CLOUDS)
                .load(known("app", annotations, spec(fields), KustomizationStatus.INITIAL));
    }

    private LoadedKeys loaded(String fields) {
        return ((DecryptionKeys.Loading.Loaded) load(fields, Map.of())).keys();
    }

    private String failure(String fields) {
        return ((DecryptionKeys.Loading.NotLoaded) load(fields, Map.of())).message();
    }

    @Test
    void withoutDecryptionNoSecretIsRead() {
        assertThat(loaded("")).isEqualTo(LoadedKeys.NONE);
        assertThat(secrets.readings()).isZero();
    }

    @Test
    void keysComeFromTheSecretOfTheOwnNamespaceAndNotFromTheControllers() {
        secrets.holds("apps", "keys", age.entries());
        secrets.holds("flux-system", "sops-age", new EncryptedSources().entries());

        assertThat(loaded(WITH_SECRET).decryption().orElseThrow())
                .hasToString("FileDecryption[apps/keys identity.agekey (" + age.recipient() + ")]");
        assertThat(secrets.readings()).isEqualTo(1);
    }

    @Test
    void whoNamesNoSecretGetsTheAgeKeysOfTheControllerAndNothingElseOfThatSecret() {
        secrets.holds(
                "flux-system",
                "sops-age",
                Map.of("a.agekey", age.identityFile().getBytes(UTF_8), "b.asc", "not a key".getBytes(UTF_8)));

        assertThat(loaded(WITHOUT_SECRET).decryption().orElseThrow())
                .hasToString("FileDecryption[flux-system/sops-age a.agekey (" + age.recipient() + ")]");
    }

    @Test
    void secretThatIsMissingIsNamed() {
        assertThat(failure(WITH_SECRET)).contains("apps/keys", "does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.agekey", "a.asc", "sops.aws-kms", "sops.azure-kv", "sops.gcp-kms"})
    void entryThatCannotBeReadIsNamedAndNotQuoted(String entry) {
        secrets.holds("apps", "keys", Map.of(entry, "S3cr3tMarker and more".getBytes(UTF_8)));

        assertThat(failure(WITH_SECRET)).contains("apps/keys", entry).doesNotContain("S3cr3tMarker");
    }

    @Test
    void d060_keyThatWouldStartAProgramIsRefused() {
        secrets.holds("apps", "keys", Map.of("a.agekey", "AGE-PLUGIN-YUBIKEY-1QQPZQXQQQQQQQQQ\n".getBytes(UTF_8)));

        assertThat(failure(WITH_SECRET)).contains("apps/keys", "a.agekey", "plugin");
    }

    @Test
    void anotherKeyEntryOrPermissionIsAnotherVersion() {
        secrets.holds("apps", "keys", age.entries());
        KeysVersion first = loaded(WITH_SECRET).version();
        assertThat(loaded(WITH_SECRET).version()).isEqualTo(first);

        var ignoring = load(WITH_SECRET, Map.of(FileDecryption.MAC_ANNOTATION, FileDecryption.MAC_IGNORED));
        secrets.holds("apps", "keys", new EncryptedSources().entries());
        KeysVersion rotated = loaded(WITH_SECRET).version();

        assertThat(rotated).isNotEqualTo(first);
        assertThat(((DecryptionKeys.Loading.Loaded) ignoring).keys().version()).isNotEqualTo(first);
    }

    @Test
    void d062_nothingPrintsAKey() {
        secrets.holds("apps", "keys", age.entries());

        assertThat(load(WITH_SECRET, Map.of()).toString() + secrets.read(new ObjectKey("apps", "keys")))
                .doesNotContain(age.secretKey())
                .doesNotContain("AGE-SECRET-KEY")
                .doesNotContain("sha256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'secretRef':{'name':'keys'},"})
    void accountThatIsNamedIsNotIgnoredWithoutAWord(String secret) {
        secrets.holds("flux-system", "sops-age", age.entries());
        secrets.holds("apps", "keys", age.entries());

        var keys = loaded("'decryption':{'provider':'sops'," + secret + "'serviceAccountName':'tenant'}");

        assertThat(keys.decryption().orElseThrow().toString())
                .contains("not the service account 'tenant'", "not supported yet", "spec.decryption.secretRef");
    }
}
