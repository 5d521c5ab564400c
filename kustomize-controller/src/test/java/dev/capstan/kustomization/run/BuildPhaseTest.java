package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.run.RunFixture.CONFIG;
import static dev.capstan.kustomization.run.RunFixture.app;
import static dev.capstan.kustomization.run.RunFixture.configMap;
import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Verification;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the source to the objects: what ends a run early, and when it has nothing to do. */
class BuildPhaseTest {

    private static final Map<String, String> FILES = Map.of("web.yaml", configMap("web", "1"));
    private static final String DEPENDS = "'dependsOn':[{'name':'base'}]";

    private final RunFixture fixture = new RunFixture();

    @Test
    void sourceThatIsMissingIsLookedForAtTheRetryInterval() {
        assertThat(fixture.run(app("")))
                .isEqualTo(new RunResult.SourceNotReady(
                        "Source 'GitRepository/apps/config' not found", RunResult.SourceNotReady.Wait.RETRY_INTERVAL));
    }

    @Test
    void sourceOfAKindThatIsNotServedIsLookedForSooner() {
        fixture.sources.isNotServed(CONFIG, "install its CRDs");

        assertThat(fixture.run(app("")))
                .isEqualTo(new RunResult.SourceNotReady(
                        "Source 'GitRepository/apps/config' not found: install its CRDs",
                        RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL));
    }

    @Test
    void sourceInANamespaceThatIsNotWatchedIsNotSaidToBeMissing() {
        fixture.sources.isOutOfScope(CONFIG);

        assertThat(fixture.run(app("")))
                .isEqualTo(new RunResult.SourceNotReady(
                        "Source 'GitRepository/apps/config' not found: this controller does not watch its namespace",
                        RunResult.SourceNotReady.Wait.RETRY_INTERVAL));
    }

    @Test
    void sourceWithoutAnArtifactIsNotReady() {
        fixture.sources.hasNoArtifact(CONFIG);

        assertThat(fixture.run(app("")))
                .isEqualTo(new RunResult.SourceNotReady(
                        "Source artifact not found: 'GitRepository/apps/config' has none yet",
                        RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL));
    }

    @Test
    void artifactThatIsNotServedYetIsNotAFailure() {
        var gone = fixture.artifacts.answering("main@sha1:1", new ArtifactTrees.Opening.NotThere("404"));
        fixture.sources.offers(CONFIG, gone);

        assertThat(fixture.run(app("")))
                .isEqualTo(new RunResult.SourceNotReady(
                        "Source is not ready, artifact not found: 404", RunResult.SourceNotReady.Wait.GROWING));
    }

    @Test
    void artifactThatCannotBeUsedIsAFailureThatWasNotAttempted() {
        var broken = fixture.artifacts.answering("main@sha1:1", new ArtifactTrees.Opening.Unusable("too large"));
        fixture.sources.offers(CONFIG, broken);

        RunResult.Failed failed = failed(fixture.run(app("")));

        assertThat(failed.reason()).isEqualTo(Reason.ARTIFACT_FAILED);
        assertThat(failed.message()).isEqualTo("too large");
        assertThat(failed.isAttempted()).isFalse();
    }

    @Test
    void pathThatIsNotAFolderIsNamedWithItsRevision() {
        fixture.commit("main@sha1:1", FILES);

        RunResult.Failed failed = failed(fixture.run(app("'path':'./deploy'")));

        assertThat(failed.reason()).isEqualTo(Reason.ARTIFACT_FAILED);
        assertThat(failed.message()).contains("'./deploy'", "main@sha1:1");
        assertThat(failed.isAttempted()).isFalse();
    }

    @Test
    void dependencyThatIsNotReadyEndsTheRunBeforeTheArtifactIsFetched() {
        var gone = fixture.artifacts.answering("main@sha1:1", new ArtifactTrees.Opening.NotThere("404"));
        fixture.sources.offers(CONFIG, gone);

        assertThat(fixture.run(app(DEPENDS)))
                .isEqualTo(new RunResult.DependencyNotReady(
                        "dependency 'apps/base' not found", new SourceRevision("main@sha1:1", Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'name':'base','readyExpr':'1 +' | INVALID_CEL_EXPRESSION",
                "'name':'base','namespace':'other' | ACCESS_DENIED"
            })
    void dependencyThatCanNeverBeReadyIsRefused(String dependency, Reason reason) {
        fixture.commit("main@sha1:1", FILES);
        fixture.kustomizations.put(new ObjectKey("apps", "base"), known("base", spec(""), KustomizationStatus.INITIAL));

        RunResult result = fixture.run(app("'dependsOn':[{%s}]".formatted(dependency)));

        assertThat(((RunResult.Refused) result).reason()).isEqualTo(reason);
    }

    @Test
    void variablesThatAreMissingFailTheBuild() {
        fixture.commit("main@sha1:1", FILES);

        RunResult.Failed failed =
                failed(fixture.run(app("'postBuild':{'substituteFrom':[{'kind':'ConfigMap','name':'vars'}]}")));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.isAttempted()).isTrue();
    }

    @Test
    void manifestThatIsBrokenFailsTheBuildAndNamesItsPlace() {
        fixture.commit("main@sha1:1", Map.of("web.yaml", "apiVersion: v1\nkind: [\n"));

        RunResult.Failed failed = failed(fixture.run(app("")));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.message()).contains("web.yaml");
        assertThat(fixture.cluster.applied()).isEmpty();
    }

    @Test
    void objectThatCannotBeFinishedFailsTheBuild() {
        fixture.commit("main@sha1:1", Map.of("web.yaml", configMap("web", "${who}")));

        RunResult.Failed failed = failed(fixture.run(app("'postBuild':{'substitute':{'other':'1'}}")));

        assertThat(failed.reason()).isEqualTo(Reason.BUILD_FAILED);
        assertThat(failed.message()).contains("who");
    }

    @Test
    void variablesAreSubstituted() {
        fixture.variables.holds("ConfigMap/apps/vars", Map.of("who", "world"));
        fixture.commit("main@sha1:1", Map.of("web.yaml", configMap("web", "${who}")));

        fixture.run(app("'postBuild':{'substituteFrom':[{'kind':'ConfigMap','name':'vars'}]}"));

        assertThat(fixture.cluster
                        .applied()
                        .getFirst()
                        .manifests()
                        .getFirst()
                        .content()
                        .at("/data/value")
                        .asText())
                .isEqualTo("world");
    }

    @Test
    void revisionThatChangesOtherFilesIsOnlyNoted() {
        LastRun first = firstRun(app("'path':'app'"), Map.of("app/web.yaml", configMap("web", "1"), "README", "a"));
        fixture.commit("main@sha1:2", Map.of("app/web.yaml", configMap("web", "1"), "README", "b"));

        RunResult second = fixture.run(app("'path':'app'"), Optional.of(first), false);

        assertThat(second).isInstanceOfSatisfying(RunResult.SameInputs.class, same -> {
            assertThat(same.revision().name()).isEqualTo("main@sha1:2");
            assertThat(same.lastRun().digest()).isEqualTo(first.digest());
            assertThat(same.lastRun().version().revision()).isEqualTo("main@sha1:2");
        });
        assertThat(fixture.cluster.applied()).hasSize(1);
    }

    @Test
    void changedFileIsBuiltAndApplied() {
        LastRun first = firstRun(app(""), FILES);
        fixture.commit("main@sha1:2", Map.of("web.yaml", configMap("web", "2")));

        assertAppliedAgain(fixture.run(app(""), Optional.of(first), false));
    }

    @Test
    void sameFilesAreAppliedWhenTheyMustBe() {
        LastRun first = firstRun(app(""), FILES);

        assertAppliedAgain(fixture.run(app(""), Optional.of(first), true));
    }

    @Test
    void sameFilesAreAppliedWhenAVariableChanged() {
        KnownKustomization subject = app("'postBuild':{'substituteFrom':[{'kind':'ConfigMap','name':'vars'}]}");
        fixture.variables.holds("ConfigMap/apps/vars", Map.of("who", "world"));
        LastRun first = firstRun(subject, FILES);
        fixture.variables.holds("ConfigMap/apps/vars", Map.of("who", "moon"));

        assertAppliedAgain(fixture.run(subject, Optional.of(first), false));
    }

    @Test
    void sameFilesAreAppliedWhenTheSpecChanged() {
        LastRun first = firstRun(app(""), FILES);
        KnownKustomization edited = app("'force':true");
        var newer = new KnownKustomization(
                edited.key(),
                edited.uid(),
                edited.annotations(),
                3,
                edited.spec(),
                edited.status(),
                false,
                edited.fields());

        assertAppliedAgain(fixture.run(newer, Optional.of(first), false));
    }

    @Test
    void c01_namespaceThatTheTargetNamespaceRenamesIsANotice() {
        String namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: develop-test}\n";
        fixture.commit("main@sha1:1", Map.of("cm.yaml", RunFixture.configMap("a", "1"), "ns.yaml", namespace));

        var renamed = (RunResult.Succeeded) fixture.run(app("'targetNamespace':'team-a'"));

        assertThat(renamed.changes().notices())
                .singleElement()
                .asString()
                .contains("ns.yaml")
                .endsWith("Namespace/develop-test became Namespace/team-a by spec.targetNamespace");
        assertThat(((RunResult.Succeeded) fixture.run(app("'targetNamespace':'develop-test'")))
                        .changes()
                        .notices())
                .isEmpty();
    }

    @Test
    void c01_namespaceThatAKustomizationFileRenamesIsANotice() {
        String namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: develop-test}\n";
        fixture.commit(
                "main@sha1:1",
                Map.of("kustomization.yaml", "resources: [ns.yaml]\nnamespace: team-b\n", "ns.yaml", namespace));

        var renamed = (RunResult.Succeeded) fixture.run(app(""));

        assertThat(renamed.changes().notices())
                .singleElement()
                .asString()
                .contains("ns.yaml")
                .endsWith("Namespace/develop-test became Namespace/team-b by the kustomization file");
    }

    @Test
    void kustomizationThatWasMadeAnewInheritsNothing() {
        LastRun first = firstRun(app(""), FILES);
        KnownKustomization app = app("");
        var anew = new KnownKustomization(
                app.key(),
                "uid-anew",
                app.annotations(),
                app.generation(),
                app.spec(),
                app.status(),
                false,
                app.fields());

        assertAppliedAgain(fixture.run(anew, Optional.of(first), false));
    }

    @Test
    void sameFilesAreBuiltAgainWhenTheyDoNotDecideAlone() {
        LastRun first = firstRun(app(""), FILES);
        var withRemoteBase = new LastRun(
                first.uid(),
                first.generation(),
                first.version(),
                first.inputs(),
                false,
                first.variables(),
                first.keys(),
                first.digest(),
                first.verifiedAt());

        assertAppliedAgain(fixture.run(app(""), Optional.of(withRemoteBase), false));
    }

    @Test
    void originOfAnArtifactIsKnown() {
        var metadata = Map.of("org.opencontainers.image.revision", "v2@sha1:9");
        fixture.sources.offers(CONFIG, fixture.artifacts.holding("latest@sha256:1", metadata, FILES));

        RunResult result = fixture.run(app(""));

        assertThat(((RunResult.Succeeded) result).revision())
                .isEqualTo(new SourceRevision("latest@sha256:1", Optional.of("v2@sha1:9")));
    }

    @Test
    void everythingIsVerifiedAgainWhenTheLastTimeIsTooLongAgo() {
        LastRun first = firstRun(app(""), FILES);
        fixture.pass(Duration.ofMinutes(30));
        LastRun second = lastRun(fixture.run(app(""), Optional.of(first), true));
        fixture.pass(Duration.ofMinutes(31));
        LastRun third = lastRun(fixture.run(app(""), Optional.of(second), true));

        assertThat(fixture.cluster.applied().stream().map(ApplyRequest::verification))
                .containsExactly(Verification.REMEMBERED, Verification.REMEMBERED, Verification.SENT);
        assertThat(second.verifiedAt()).isEqualTo(RunFixture.NOW);
        assertThat(third.verifiedAt()).isEqualTo(RunFixture.NOW.plus(Duration.ofMinutes(61)));
    }

    private LastRun firstRun(KnownKustomization subject, Map<String, String> files) {
        fixture.commit("main@sha1:1", files);
        return lastRun(fixture.run(subject));
    }

    private static LastRun lastRun(RunResult result) {
        return ((RunResult.Succeeded) result).lastRun();
    }

    private void assertAppliedAgain(RunResult result) {
        assertThat(result).isInstanceOf(RunResult.Succeeded.class);
        assertThat(fixture.cluster.applied()).hasSize(2);
    }

    private static RunResult.Failed failed(RunResult result) {
        return (RunResult.Failed) result;
    }
}
