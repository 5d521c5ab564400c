package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.run.RunFixture.app;
import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Reason;
import dev.capstan.apply.Manifest;
import dev.capstan.kustomization.decrypt.EncryptedSources;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs over encrypted files. */
class DecryptionRunTest {

    private static final String SPEC = "'decryption':{'provider':'sops','secretRef':{'name':'keys'}}";
    private static final String MARKER = "S3cr3tMarker";
    private static final String VAULT = "https://vault.example";

    private final RunFixture fixture = new RunFixture();
    private final EncryptedSources age = new EncryptedSources();

    private LastRun firstRun() {
        fixture.keySecrets.holds("apps", "keys", age.entries());
        fixture.commit("main@sha1:1", Map.of("db.yaml", age.secret("db", MARKER)));
        RunResult result = fixture.run(app(SPEC));
        assertThat(result).as(result.toString()).isInstanceOf(RunResult.Succeeded.class);
        return ((RunResult.Succeeded) result).lastRun();
    }

    private static RunResult.Failed failed(RunResult result) {
        return (RunResult.Failed) result;
    }

    private String applied() {
        Manifest manifest = fixture.cluster.applied().getLast().manifests().getFirst();
        return manifest.content().at("/stringData/password").asText();
    }

    @Test
    void encryptedManifestIsAppliedInPlain() {
        firstRun();

        assertThat(applied()).isEqualTo(MARKER);
    }

    @Test
    void sameFilesAndKeysAreOnlyNoted() {
        LastRun first = firstRun();

        assertThat(fixture.run(app(SPEC), Optional.of(first), false)).isInstanceOf(RunResult.SameInputs.class);
        assertThat(fixture.cluster.applied()).hasSize(1);
    }

    /** Keys at a service are asked for each file that is opened, so what it was asked counts them. */
    private LastRun firstRunOfThreeFiles() {
        fixture.keySecrets.holds("apps", "keys", Map.of("sops.vault-token", "token".getBytes(UTF_8)));
        fixture.commit("main@sha1:1", filesOfVault(MARKER));
        LastRun first = ((RunResult.Succeeded) fixture.run(app(SPEC))).lastRun();
        assertThat(fixture.vault.decryptions()).isEqualTo(3);
        return first;
    }

    private Map<String, String> filesOfVault(String password) {
        return Map.of(
                "a.yaml", age.secretInVault("a", password, VAULT),
                "b.yaml", age.secretInVault("b", password, VAULT),
                "c.yaml", age.secretInVault("c", password, VAULT));
    }

    @Test
    void passOverTheSameFilesDecryptsNothing() {
        LastRun first = firstRunOfThreeFiles();

        assertThat(fixture.run(app(SPEC), Optional.of(first), false)).isInstanceOf(RunResult.SameInputs.class);
        assertThat(fixture.vault.decryptions()).isEqualTo(3);
    }

    @Test
    void whatRunsStaysWhenAKeyServiceDoesNotAnswer() {
        LastRun first = firstRunOfThreeFiles();
        fixture.commit("main@sha1:2", filesOfVault(MARKER + "2"));
        fixture.vault.fails("it has not answered within 30s");

        RunResult.Failed failed = failed(fixture.run(app(SPEC), Optional.of(first), false));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.message())
                .contains(".yaml", VAULT + "/v1/transit/keys/app", "has not answered within 30s", "sops.vault-token");
        assertThat(fixture.cluster.applied()).hasSize(1);
        assertThat(fixture.vault.decryptions()).isEqualTo(4);
    }

    @Test
    void accountThatIsNamedIsRefusedWithoutAskingAnybodyInItsPlace() {
        fixture.commit("main@sha1:1", filesOfVault(MARKER));

        RunResult.Failed failed =
                failed(fixture.run(app("'decryption':{'provider':'sops','serviceAccountName':'tenant'}")));

        assertThat(failed.message()).contains(".yaml", VAULT, "not the service account 'tenant'", "secretRef");
        assertThat(fixture.vault.decryptions()).isZero();
    }

    @Test
    void keyThatOpensNothingAnyMoreFailsTheBuildAndNamesBothSides() {
        LastRun first = firstRun();
        var other = new EncryptedSources();
        fixture.keySecrets.holds("apps", "keys", other.entries());

        RunResult.Failed failed = failed(fixture.run(app(SPEC), Optional.of(first), false));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.message()).contains("db.yaml", age.recipient(), other.recipient(), "apps/keys");
        assertThat(fixture.cluster.applied()).hasSize(1);
    }

    @Test
    void d067_filesUnderTheOldAndTheNewKeyOpenWhileBothAreThere() {
        var next = new EncryptedSources();
        fixture.keySecrets.holds(
                "apps",
                "keys",
                Map.of(
                        "new.agekey", next.identityFile().getBytes(UTF_8),
                        "old.agekey", age.identityFile().getBytes(UTF_8)));
        fixture.commit("main@sha1:1", Map.of("a.yaml", age.secret("a", MARKER), "b.yaml", next.secret("b", MARKER)));

        assertThat(fixture.run(app(SPEC))).isInstanceOf(RunResult.Succeeded.class);
        assertThat(fixture.cluster.applied().getLast().manifests()).hasSize(2);
    }

    @Test
    void missingKeysFailTheBuildAfterTheArtifactWasAttempted() {
        fixture.commit("main@sha1:1", Map.of("db.yaml", age.secret("db", MARKER)));

        RunResult.Failed failed = failed(fixture.run(app(SPEC)));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.message()).contains("apps/keys", "does not exist");
        assertThat(failed.isAttempted()).isTrue();
    }

    @Test
    void annotationLetsAChangedFilePass() {
        fixture.keySecrets.holds("apps", "keys", age.entries());
        fixture.commit("main@sha1:1", Map.of("db.yaml", age.secret("db", MARKER).replace("name: db", "name: other")));
        KnownKustomization allowing = known(
                "app",
                Map.of(FileDecryption.MAC_ANNOTATION, FileDecryption.MAC_IGNORED),
                spec(SPEC),
                KustomizationStatus.INITIAL);

        assertThat(failed(fixture.run(app(SPEC))).message()).contains("MAC");
        assertThat(fixture.run(allowing)).isInstanceOf(RunResult.Succeeded.class);
    }

    @Test
    void d062_messageAboutAnObjectThatCannotBeFinishedShowsNothingThatWasEncrypted() {
        fixture.keySecrets.holds("apps", "keys", age.entries());
        String broken = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: 'x${" + MARKER + "}'}\n";
        fixture.commit("main@sha1:1", Map.of("a.yaml", age.file("a.yaml", broken)));

        RunResult result = fixture.run(app(SPEC + ",'postBuild':{'substitute':{'other':'1'}}"));

        assertThat(failed(result).message()).contains("variable not set").doesNotContain(MARKER);
    }

    @Test
    void withoutDecryptionEncryptedObjectsAreRefused() {
        fixture.commit("main@sha1:1", Map.of("db.yaml", age.secret("db", MARKER)));

        RunResult.Failed failed = failed(fixture.run(app("")));

        assertThat(failed.message()).contains("SOPS encrypted", "db.yaml", "spec.decryption");
        assertThat(fixture.keySecrets.readings()).isZero();
    }
}
