package dev.capstan.kustomizationbuild;

import static dev.capstan.kustomizationbuild.KustomizationSpecs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomizationbuild.ManifestBuild.Result.Built;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.NotBuilt;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.Finished;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.NotFinished;
import dev.capstan.kustomizationbuild.decrypt.AgeFixture;
import dev.capstan.kustomize.BuildLimits;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.InMemoryTree;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted files that are damaged or made to harm: nothing of them is applied, and it is said which file it is and what to do. */
class RefusedEncryptedFilesTest {

    private static final String MARKER = "S3cr3tMarker";
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  password: %s\n";
    private static final Pattern MAC = Pattern.compile("(?m)^ *mac: .*$");
    private static final int LARGEST = 100_000;

    private final AgeFixture age = new AgeFixture();
    private final ManifestBuild build = new ManifestBuild(
            new Kustomizer(),
            BuildOptions.defaults().withLimits(new BuildLimits(LARGEST, 10L * LARGEST, 1000, 10, 10)),
            RemoteBaseSource.forbidden(),
            new BuildSlots(1));

    /** Why nothing is applied; the plain text when something is. */
    private String refusal(Map<String, String> files) {
        var result = build.build(
                InMemoryTree.of(files), "", spec(""), Duration.ofSeconds(30), Optional.of(age.decryption()));
        return switch (result) {
            case NotBuilt(var failure) -> failure.message();
            case Built built ->
                switch (ObjectFinish.withoutSubstitution(Optional.empty()).finish(built.objects())) {
                    case NotFinished(var failure) -> failure.message();
                    case Finished(var manifests, var _) ->
                        "applied: " + manifests.getFirst().content().at("/stringData/password");
                };
        };
    }

    private String secret(String name) {
        return age.secret(name + ".yaml", SECRET.formatted(name, MARKER));
    }

    @Test
    void d057_macOfAnotherFile() {
        Matcher other = MAC.matcher(secret("other"));
        assertThat(other.find()).isTrue();
        String file = MAC.matcher(secret("db")).replaceFirst(Matcher.quoteReplacement(other.group()));

        assertThat(refusal(Map.of("app/db.yaml", file)))
                .contains("app/db.yaml", "the MAC does not match", "restore it", "capstan.dev/sops-mac: ignored");
    }

    @Test
    void d057_valueUnderAnotherKey() {
        String file = secret("db").replace("    password: ENC", "    passphrase: ENC");

        assertThat(refusal(Map.of("app/db.yaml", file)))
                .contains("app/db.yaml", "stringData.passphrase", "cannot be decrypted", "encrypt it once more")
                .doesNotContain("applied");
    }

    @Test
    void twoBlocksOfMetadata() {
        String file = secret("db");
        String block = file.substring(file.indexOf("sops:"));

        assertThat(refusal(Map.of("app/db.yaml", file + block)))
                .contains("app/db.yaml", "sops")
                .doesNotContain("applied");
    }

    @Test
    void twoBlocksOfMetadataInJson() {
        String file = age.encrypted("db.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}");
        String block = file.substring(file.indexOf("\"sops\""), file.lastIndexOf('}'));
        String twice = file.substring(0, file.lastIndexOf('}')) + "," + block + "}";

        assertThat(refusal(Map.of("app/db.json", twice, "app/kustomization.yaml", "resources: [db.json]\n")))
                .contains("app/db.json")
                .doesNotContain("applied");
    }

    /** Also in the middle of a word, from where the first value begins: before that it is a whole file of a Secret without values. */
    @Test
    void fileThatIsCutShort() {
        String file = secret("db");
        int first = file.indexOf("ENC[") + "ENC[".length();

        for (int end = first; end < file.length(); end += 3) {
            String refusal = refusal(Map.of("app/db.yaml", file.substring(0, end)));
            // What follows the MAC says nothing about values: without it the plain text is the right one.
            assertThat(refusal.equals("applied: \"" + MARKER + "\"") || refusal.contains("app/db.yaml"))
                    .as("cut after %s: %s", file.substring(first, end), refusal)
                    .isTrue();
        }
    }

    @Test
    void thresholdAboveTheGroups() {
        String file = age.inTwoGroups("db.yaml", SECRET.formatted("db", MARKER))
                .replace("shamir_threshold: 2", "shamir_threshold: 3");

        assertThat(refusal(Map.of("app/db.yaml", file)))
                .contains("app/db.yaml", "threshold of 3", "2 key groups", "Correct shamir_threshold");
        assertThat(age.opened()).isZero();
    }

    @Test
    void fileAboveTheLimitIsNotEvenOpened() {
        String file = age.secret("db.yaml", SECRET.formatted("db", "x".repeat(LARGEST)));

        assertThat(refusal(Map.of("app/db.yaml", file)))
                .contains("app/db.yaml", "the limit is " + LARGEST, "raise the limit");
        assertThat(age.opened()).isZero();
    }

    @Test
    void afterTheFirstOneThatCannotBeOpenedNoOtherIsTried() {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 20; i++) {
            files.put("s" + i + ".yaml", new AgeFixture().secret("s.yaml", SECRET.formatted("s" + i, MARKER)));
        }

        assertThat(refusal(files)).contains("the data key cannot be recovered");
        assertThat(age.opened()).isEqualTo(1);
    }

    @Test
    void afterTheFirstValueThatCannotBeOpenedNoOtherIsTried() {
        var values = new StringBuilder("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n");
        for (int i = 0; i < 20; i++) {
            String file = new AgeFixture().encrypted("x.json", "{\"password\": \"" + MARKER + "\"}");
            values.append("  x%d.json: %s\n".formatted(i, Base64.getEncoder().encodeToString(file.getBytes(UTF_8))));
        }

        assertThat(refusal(Map.of("a.yaml", values + "---\n" + values.toString().replace("name: a", "name: b"))))
                .contains("a.yaml", "data.x0.json", "the data key cannot be recovered");
        assertThat(age.opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]", "ENC[AES256_GCM,data:x,iv"})
    void d057_cipherTextWithoutMetadataInAnyKind(String value) {
        String release =
                "apiVersion: example.com/v1\nkind: Release\nmetadata: {name: r}\nspec: {values: [{password: '%s'}]}\n"
                        .formatted(value);

        assertThat(refusal(Map.of("app/r.yaml", release))).contains("app/r.yaml", "Release/r", "SOPS encrypted");
    }

    /** As with the Flux controllers: it is for somebody who has the key. */
    @Test
    void encryptedEnvFileInAConfigMapStaysAsItIs() {
        assertThat(refusal(Map.of(
                        "kustomization.yaml",
                        "configMapGenerator: [{name: app, envs: [a.env]}]\n",
                        "a.env",
                        age.encrypted("a.env", "TOKEN=" + MARKER + "\n"))))
                .startsWith("applied");
    }
}
