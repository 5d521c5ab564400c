package dev.capstan.kustomizationbuild;

import static dev.capstan.kustomizationbuild.KustomizationSpecs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.Manifest;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.Built;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.NotBuilt;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.Finished;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.NotFinished;
import dev.capstan.kustomizationbuild.decrypt.AgeFixture;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.tree.InMemoryTree;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds of files that are encrypted in Git. */
class DecryptedBuildTest {

    private static final String MARKER = "S3cr3tMarker";
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  password: %s\n";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final BuildOptions OPTIONS =
            BuildOptions.defaults().withLoadRestriction(BuildOptions.LoadRestriction.NONE);

    private final AgeFixture age = new AgeFixture();
    private final ManifestBuild build = build(RemoteBaseSource.forbidden());

    private static ManifestBuild build(RemoteBaseSource remotes) {
        return new ManifestBuild(new Kustomizer(), OPTIONS, remotes, new BuildSlots(1));
    }

    private ManifestBuild.Result build(Map<String, String> files, FileDecryption decryption) {
        return build.build(InMemoryTree.of(files), "", spec(""), TIMEOUT, Optional.of(decryption));
    }

    private List<Manifest> manifests(Map<String, String> files) {
        return manifests(build(files, age.decryption()));
    }

    private static List<Manifest> manifests(ManifestBuild.Result result) {
        assertThat(result).as(result.toString()).isInstanceOf(Built.class);
        var finished = ObjectFinish.withoutSubstitution(Optional.empty()).finish(((Built) result).objects());
        assertThat(finished).as(finished.toString()).isInstanceOf(Finished.class);
        return ((Finished) finished).manifests();
    }

    private static String failure(ManifestBuild.Result result) {
        assertThat(result).isInstanceOf(NotBuilt.class);
        return ((NotBuilt) result).failure().message();
    }

    private static String data(Manifest secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(secret.content().path("data").path(key).asText()),
                UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stringData", "data"})
    void encryptedManifestIsBuiltInPlain(String field) {
        String value = field.equals("data") ? Base64.getEncoder().encodeToString(MARKER.getBytes(UTF_8)) : MARKER;
        String plain = SECRET.formatted("db", value).replace("stringData", field);

        var secret = manifests(Map.of("db.yaml", age.secret("db.yaml", plain))).getFirst();

        assertThat(secret.content().path(field).path("password").asText()).isEqualTo(value);
        assertThat(secret.content().has("sops")).isFalse();
    }

    @Test
    void manifestIsDecryptedAlsoWhereEverythingInItIsEncrypted() {
        String json = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"b\"}}";

        assertThat(manifests(Map.of(
                        "kustomization.yaml",
                        "resources: [a.yaml, b.json]\n",
                        "a.yaml",
                        age.encrypted("a.yaml", SECRET.formatted("a", MARKER)),
                        "b.json",
                        age.encrypted("b.json", json))))
                .extracting(it -> it.id().display())
                .containsExactlyInAnyOrder("Secret/a", "ConfigMap/b");
    }

    @Test
    void generatorsOfSecretsGetFilesAsTheyWereBeforeEncryption() {
        String yaml = "# a comment\nuser: admin\npassword: " + MARKER + "\n";
        String bytes = "\0\1" + MARKER;

        var secret = manifests(Map.of(
                        "kustomization.yaml",
                        """
                        secretGenerator:
                        - name: app
                          files: [config.yaml, raw=key.bin, settings.ini]
                          envs: [plain.env, secrets.encrypted]
                        generatorOptions: {disableNameSuffixHash: true}
                        """,
                        "config.yaml",
                        age.encrypted("config.yaml", yaml),
                        "key.bin",
                        age.encrypted("key.bin", bytes),
                        "settings.ini",
                        age.encrypted("settings.ini", "[db]\npassword = " + MARKER + "\n"),
                        "plain.env",
                        "HOST=example\n",
                        "secrets.encrypted",
                        age.encrypted("secrets.env", "TOKEN=" + MARKER + "\n")))
                .getFirst();

        assertThat(data(secret, "config.yaml")).isEqualTo(yaml);
        assertThat(data(secret, "raw")).isEqualTo(bytes);
        assertThat(data(secret, "settings.ini"))
                .contains("password = " + MARKER)
                .doesNotContain("sops");
        assertThat(data(secret, "HOST")).isEqualTo("example");
        assertThat(data(secret, "TOKEN")).isEqualTo(MARKER);
        assertThat(secret.content().path("data")).hasSize(5);
    }

    @Test
    void fileThatGoesIntoAConfigMapStaysEncrypted() {
        String encrypted = age.encrypted("values.yaml", "password: " + MARKER + "\n");

        var configMap = manifests(Map.of(
                        "kustomization.yaml",
                        "configMapGenerator: [{name: app, files: [values.yaml]}]\n",
                        "values.yaml",
                        encrypted))
                .getFirst();

        assertThat(configMap.content().path("data").path("values.yaml").asText())
                .isEqualTo(encrypted);
        assertThat(age.opened()).isZero();
    }

    @Test
    void encryptedPatchIsApplied() {
        var secret = manifests(Map.of(
                        "kustomization.yaml",
                        "resources: [s.yaml]\npatches: [{path: p.yaml}]\n",
                        "s.yaml",
                        SECRET.formatted("db", "old"),
                        "p.yaml",
                        age.secret("p.yaml", SECRET.formatted("db", MARKER))))
                .getFirst();

        assertThat(secret.content().path("stringData").path("password").asText())
                .isEqualTo(MARKER);
    }

    @Test
    void documentsOfOneFileMayBePlainOrEncryptedTogetherOrApart() {
        String together = age.secret("a.yaml", SECRET.formatted("a", "1") + "---\n" + SECRET.formatted("b", "2"));
        String apart = age.secret("a.yaml", SECRET.formatted("c", "3"));
        String plain = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndata: {note: 'not\n\n  sops: x'}\n";

        var objects = manifests(Map.of("all.yaml", plain + "---\n" + together + "---\n" + apart));

        assertThat(objects)
                .extracting(
                        it -> it.id().display(),
                        it -> it.content().path("stringData").path("password").asText())
                .containsExactlyInAnyOrder(
                        Tuple.tuple("ConfigMap/d", ""),
                        Tuple.tuple("Secret/a", "1"),
                        Tuple.tuple("Secret/b", "2"),
                        Tuple.tuple("Secret/c", "3"));
    }

    @Test
    void documentThatWasTakenOutOfAFileIsMissed() {
        String file = age.secret("a.yaml", SECRET.formatted("a", "1") + "---\n" + SECRET.formatted("b", "2"));
        String first = file.substring(0, file.indexOf("\n---\n") + 1);

        assertThat(failure(build(Map.of("a.yaml", first), age.decryption())))
                .contains("a.yaml", "the MAC does not match");
    }

    @Test
    void encryptedFileThatIsAValueOfASecretIsDecrypted() {
        String file = age.encrypted("config.json", "{\"password\": \"" + MARKER + "\"}");
        String manifest = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  config.json: %s\n"
                .formatted(Base64.getEncoder().encodeToString(file.getBytes(UTF_8)));

        var secret = manifests(Map.of("a.yaml", manifest)).getFirst();

        assertThat(data(secret, "config.json")).contains(MARKER).doesNotContain("sops");
    }

    @Test
    void d058_failureNamesTheFileItsRecipientsAndTheKeysThatWereTried() {
        var other = new AgeFixture();

        String message = failure(build(
                Map.of("app/db.yaml", age.secret("db.yaml", SECRET.formatted("db", MARKER))), other.decryption()));

        assertThat(message)
                .contains("app/db.yaml", age.recipient(), "Tried: keys/identity.agekey (" + other.recipient() + ")")
                .doesNotContain(MARKER);
    }

    @Test
    void d059_whatWasDecryptedBeforeIsNotThereForOthers() {
        Map<String, String> files = Map.of("db.yaml", age.secret("db.yaml", SECRET.formatted("db", MARKER)));
        manifests(files);

        String message = failure(build(files, new FileDecryption(Keychain.empty(), List.of(), MacCheck.REQUIRED)));

        assertThat(message).contains("db.yaml", "no keys to try");
    }

    @Test
    void d057_changedFileIsRefusedUnlessSomebodyAllowsIt() {
        String tampered = age.secret("db.yaml", SECRET.formatted("db", MARKER)).replace("name: db", "name: other");
        Map<String, String> files = Map.of("db.yaml", tampered);

        assertThat(failure(build(files, age.decryption())))
                .contains("db.yaml", "the MAC does not match", "capstan.dev/sops-mac: ignored");
        assertThat(manifests(build(files, age.decryption(MacCheck.IGNORED))))
                .extracting(it -> it.id().display())
                .containsExactly("Secret/other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stringData", "data"})
    void d057_cipherTextWithoutMetadataIsNeverApplied(String field) {
        String encrypted = age.secret("db.yaml", SECRET.formatted("db", MARKER).replace("stringData", field));
        Map<String, String> files = Map.of("db.yaml", encrypted.substring(0, encrypted.indexOf("sops:")));

        var built = (Built) build(files, age.decryption());

        assertThat(ObjectFinish.withoutSubstitution(Optional.empty()).finish(built.objects()))
                .isInstanceOfSatisfying(
                        NotFinished.class,
                        it -> assertThat(it.failure().message()).contains("SOPS encrypted"));
    }

    @Test
    void objectThatSaysSoStaysEncrypted() {
        String plain = SECRET.formatted("db", MARKER)
                .replace("name: db\n", "name: db\n  annotations: {kustomize.toolkit.fluxcd.io/decrypt: Disabled}\n");

        var secret = manifests(Map.of("db.yaml", age.secret("db.yaml", plain))).getFirst();

        assertThat(secret.content().path("stringData").path("password").asText())
                .startsWith("ENC[");
        assertThat(age.opened()).isZero();
    }

    @Test
    void sameFilesAreTheSameInputsWithoutAnyKey() {
        String encrypted = age.secret("db.yaml", SECRET.formatted("db", MARKER));
        var inputs = ((Built) build(filesOf(encrypted), age.decryption())).inputs();

        var again = InMemoryTree.of(filesOf(age.secret("db.yaml", SECRET.formatted("db", MARKER))));
        assertThat(inputs.holdFor(InMemoryTree.of(filesOf(encrypted)))).isTrue();
        assertThat(inputs.holdFor(again)).isFalse();
        assertThat(age.opened()).isEqualTo(1);
    }

    private static Map<String, String> filesOf(String encrypted) {
        return Map.of("kustomization.yaml", "resources: [db.yaml]\n", "db.yaml", encrypted);
    }

    @Test
    void placesAreThoseOfTheEncryptedFile() {
        String firstSecret = SECRET.formatted("a", "|\n    1\n    2\n    3\n    4");
        String file = age.secret("a.yaml", firstSecret + "---\n" + SECRET.formatted("b", "2"));

        var origins = ((Built) build(Map.of("a.yaml", file), age.decryption()))
                .objects().stream().map(it -> it.origin().line()).toList();

        List<String> lines = file.lines().toList();
        assertThat(origins).containsExactly(1, lines.indexOf("---") + 2);
    }

    @Test
    void d062_failureOfABuildShowsNothingThatWasEncrypted() {
        String patch = age.encrypted("p.yaml", SECRET.formatted(MARKER, "x"));

        String message = failure(build(
                Map.of(
                        "kustomization.yaml",
                        "resources: [s.yaml]\npatches: [{path: p.yaml}]\n",
                        "s.yaml",
                        SECRET.formatted("db", "old"),
                        "p.yaml",
                        patch),
                age.decryption()));

        assertThat(message).isNotEmpty().doesNotContain(MARKER);
    }

    @Test
    void filesOfRemoteBasesAreDecrypted() {
        var remote = InMemoryTree.of(Map.of(
                "base/kustomization.yaml",
                "resources: [db.yaml]\n",
                "base/db.yaml",
                age.secret("db.yaml", SECRET.formatted("db", MARKER))));
        RemoteBases bases = new RemoteBases() {
            @Override
            public Answer base(String address) {
                return new Answer.Found(remote, "base", "https://git.example/o/r", "main");
            }

            @Override
            public Answer file(String address) {
                return new Answer.Refused("none");
            }
        };
        var tree = InMemoryTree.of(
                Map.of("kustomization.yaml", "resources: ['https://git.example/o/r//base?ref=main']\n"));

        var result = build(_ -> bases).build(tree, "", spec(""), TIMEOUT, Optional.of(age.decryption()));

        assertThat(manifests(result)
                        .getFirst()
                        .content()
                        .path("stringData")
                        .path("password")
                        .asText())
                .isEqualTo(MARKER);
    }
}
