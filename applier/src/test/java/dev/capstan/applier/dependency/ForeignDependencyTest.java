package dev.capstan.applier.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.Dependency;
import dev.capstan.expression.cel.CelExpressionCompiler;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependent is the Kustomization {@code apps/self}. */
class ForeignDependencyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeForeignObjects foreign = new FakeForeignObjects();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            batch/v1       | Job         | {'conditions':[{'type':'Complete','status':'True'}]}                 | -
            batch/v1       | Job         | {'startTime':'2026-11-22T10:00:00Z','active':1}                      | Job in progress. success:0, active: 1, failed: 0
            batch/v1       | Job         | {'conditions':[{'type':'Failed','status':'True'}]}                   | Job Failed. failed: 0/1
            cert-manager.io/v1 | Certificate | {'conditions':[{'type':'Ready','status':'True'}]}                | -
            cert-manager.io/v1 | Certificate | {'conditions':[{'type':'Ready','status':'False','message':'Issuing'}]} | Issuing
            v1             | ConfigMap   | {}                                                                   | -
            """)
    void objectOfAnotherKindIsJudgedByTheRulesOfHealth(
            String apiVersion, String kind, String status, @Nullable String why) {
        foreign.holds(object(apiVersion, kind, "db", "{}", status));

        DependencyVerdict verdict = verdict(on(apiVersion, kind, "db"));

        assertThat(verdict)
                .isEqualTo(
                        why == null
                                ? new DependencyVerdict.Ready()
                                : new DependencyVerdict.NotReady(
                                        "dependency '%s/apps/db' is not ready: %s".formatted(kind, why)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | True  | true
            2 | True  | false
            3 | False | false
            """)
    void kindOfTheToolkitIsReadyWhenItSaysSoOfItsGeneration(long observed, String ready, boolean isReady) {
        foreign.holds(object(
                "helm.toolkit.fluxcd.io/v2",
                "HelmRelease",
                "db",
                "{}",
                "{'observedGeneration':%d,'conditions':[{'type':'Ready','status':'%s','message':'upgrading'}]}"
                        .formatted(observed, ready)));

        assertThat(verdict(on(null, "HelmRelease", "db")) instanceof DependencyVerdict.Ready)
                .isEqualTo(isReady);
    }

    @Test
    void whatIsBeingDeletedIsNotReady() {
        JsonNode object = object("v1", "ConfigMap", "db", "{}", "{}");
        ((ObjectNode) object.path("metadata")).put("deletionTimestamp", "2026-11-22T10:00:00Z");
        foreign.holds(object);

        assertThat(verdict(on("v1", "ConfigMap", "db")))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'ConfigMap/apps/db' is not ready: Resource scheduled for deletion"));
    }

    @Test
    void missingObjectAndMissingKindAreToldApart() {
        foreign.answers("Certificate/apps/web", new ForeignObjects.Sight.KindMissing());

        assertThat(verdict(on("apps/v1", "Deployment", "db")))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'Deployment/apps/db' not found"));
        assertThat(verdict(on("cert-manager.io/v1", "Certificate", "web")))
                .isEqualTo(
                        new DependencyVerdict.NotReady(
                                "dependency 'Certificate/apps/web' not found: the cluster does not serve cert-manager.io/v1 Certificate; it is looked for as soon as its definition is installed"));
    }

    @Test
    void t073_whatMayNotBeLookedAtIsNamedWithTheReason() {
        foreign.answers(
                "Secret/apps/key", new ForeignObjects.Sight.Hidden("Secret/apps/key", "secrets \"key\" is forbidden"));

        assertThat(verdict(on("v1", "Secret", "key")))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'Secret/apps/key' cannot be looked at: secrets \"key\" is forbidden"));
    }

    @Test
    void expressionSeesTheWholeObjectAndTakesThePlaceOfTheRules() {
        foreign.holds(object("batch/v1", "Job", "db", "{'suspend':true}", "{}"));

        assertThat(verdict(new Dependency(
                        "db", null, "dep.spec.suspend && self.metadata.name == 'self'", "batch/v1", "Job")))
                .isInstanceOf(DependencyVerdict.Ready.class);
        assertThat(verdict(new Dependency("db", null, "!dep.spec.suspend", "batch/v1", "Job")))
                .isEqualTo(new DependencyVerdict.NotReady(
                        "dependency 'Job/apps/db' is not ready according to readyExpr eval"));
    }

    @Test
    void itsOwnKindNamedInFullIsNoOtherKind() {
        var base = FakeDependent.named("base").readyAt("main@sha1:1");

        assertThat(verdict(on("kustomize.toolkit.fluxcd.io/v1beta2", "Kustomization", "base"), base))
                .isEqualTo(new DependencyVerdict.NotReady("dependency 'apps/base' revision is not up to date"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -       | Deployment | kind Deployment needs an apiVersion
            apps/v1 | -          | apiVersion apps/v1 needs a kind
            apps/   | Deployment | apiVersion 'apps/' has no version
            """)
    void entryThatDoesNotSayWhatItMeansIsUnusable(@Nullable String apiVersion, @Nullable String kind, String problem) {
        assertThat(verdict(on(apiVersion, kind, "db")))
                .isInstanceOfSatisfying(
                        DependencyVerdict.Unusable.class,
                        unusable -> assertThat(unusable.message()).contains("'apps/db'", problem));
    }

    @Test
    void circleAcrossKindsIsNamed() {
        foreign.holds(waiting("HelmRelease", "db", "{'name':'cache'}"));
        foreign.holds(waiting("HelmRelease", "cache", "{'name':'self','kind':'Kustomization'}"));

        assertThat(verdict(on(null, "HelmRelease", "db")))
                .isEqualTo(
                        new DependencyVerdict.NotReady(
                                "dependency 'HelmRelease/apps/db' is not ready; they depend on each other: Kustomization/apps/self → HelmRelease/apps/db → HelmRelease/apps/cache → Kustomization/apps/self"));
    }

    @Test
    void whatDoesNotWaitForOthersIsNotReadToFindACircle() {
        foreign.holds(object(
                "helm.toolkit.fluxcd.io/v2",
                "HelmRelease",
                "db",
                "{'dependsOn':[{'name':'cache'}]}",
                "{'conditions':[{'type':'Ready','status':'Unknown','reason':'Progressing','message':'Running'}]}"));

        verdict(on(null, "HelmRelease", "db"));

        assertThat(foreign.read()).isEmpty();
    }

    @Test
    void numberOfWatchedDependenciesOfOneObjectIsLimited() {
        Dependency[] many = IntStream.range(0, 51)
                .mapToObj(i -> on("v1", "ConfigMap", "c" + i))
                .toArray(Dependency[]::new);

        assertThat(verdict(many))
                .isEqualTo(new DependencyVerdict.Unusable(
                        "spec.dependsOn names 51 objects of other kinds; 50 can be watched for one object"));
    }

    private DependencyVerdict verdict(Dependency... dependencies) {
        return verdict(dependencies, new Dependent[0]);
    }

    private DependencyVerdict verdict(Dependency dependency, Dependent known) {
        return verdict(new Dependency[] {dependency}, known);
    }

    private DependencyVerdict verdict(Dependency[] dependencies, Dependent... known) {
        Dependent self = FakeDependent.named("self").onAll(dependencies);
        return new DependencyCheck(new CelExpressionCompiler(), false, true, foreign)
                .check(
                        self,
                        "main@sha1:2",
                        key -> Arrays.stream(known)
                                .filter(it -> it.key().equals(key))
                                .findFirst()
                                .or(() -> key.equals(self.key()) ? Optional.of(self) : Optional.empty()));
    }

    private static Dependency on(@Nullable String apiVersion, @Nullable String kind, String name) {
        return new Dependency(name, null, null, apiVersion, kind);
    }

    private static JsonNode waiting(String kind, String name, String dependency) {
        return object(
                "helm.toolkit.fluxcd.io/v2",
                kind,
                name,
                "{'dependsOn':[%s]}".formatted(dependency),
                "{'conditions':[{'type':'Ready','status':'False','reason':'DependencyNotReady','message':'waits'}]}");
    }

    private static JsonNode object(String apiVersion, String kind, String name, String spec, String status) {
        String text =
                "{'apiVersion':'%s','kind':'%s','metadata':{'name':'%s','namespace':'apps','generation':3},'spec':%s,'status':%s}"
                        .formatted(apiVersion, kind, name, spec, status)
                        .replace('\'', '"');
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
