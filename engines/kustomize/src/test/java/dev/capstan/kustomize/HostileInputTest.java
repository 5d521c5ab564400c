package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.tree.InMemoryTree;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    private static final String SECRET = "kind: TopSecretContent";

    @ParameterizedTest
    @ValueSource(strings = {"../../..", "/etc", "a/../../b", "linked"})
    void k028_pathNeverLeavesTheTree(String path) {
        BuildProblem problem = kustomization("resources: []\n")
                .link("linked", "../outside")
                .at(path)
                .problem();

        assertThat(problem.code()).isIn(Code.PATH_FORBIDDEN, Code.FILE_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [%s]",
                "bases: [%s]",
                "components: [%s]",
                "crds: [%s]",
                "configurations: [%s]",
                "openapi: {path: '%s'}",
                "patches: [{path: '%s'}]",
                "patchesStrategicMerge: ['%s']",
                "patchesJson6902: [{path: '%s', target: {name: a}}]",
                "replacements: [{path: '%s'}]",
                "configMapGenerator: [{name: c, files: ['%s']}]",
                "configMapGenerator: [{name: c, envs: ['%s']}]",
                "secretGenerator: [{name: c, files: ['k=%s']}]",
                "secretGenerator: [{name: c, env: '%s'}]",
                "generators: ['%s']",
                "transformers: ['%s']",
                "validators: ['%s']",
            })
    void k029_noFieldReadsOutsideTheFolderAndNothingOfTheFileShows(String field) {
        for (String path :
                new String[] {"../secret.yaml", "../../../secret.yaml", "/secret.yaml", "link.yaml", "up/secret.yaml"
                }) {
            BuildProblem problem = new BuildScenario()
                    .file("app/kustomization.yaml", field.formatted(path) + "\n")
                    .file("secret.yaml", SECRET)
                    .link("app/link.yaml", "../secret.yaml")
                    .link("app/up", "..")
                    .at("app")
                    .problem();

            assertThat(problem.code()).as(path).isIn(Code.PATH_FORBIDDEN, Code.FILE_MISSING);
            assertThat(problem.describe()).as(path).doesNotContain("TopSecret");
        }
    }

    @Test
    void k029_aLinkOutOfTheTreeIsNotFollowedEvenWithoutLoadRestriction() {
        BuildProblem problem = kustomization("resources: [link.yaml]\n")
                .link("link.yaml", "/etc/passwd")
                .with(BuildOptions.defaults().withLoadRestriction(LoadRestriction.NONE))
                .problem();

        assertThat(problem.code()).isEqualTo(Code.PATH_FORBIDDEN);
        assertThat(problem.place()).isEqualTo("kustomization.yaml:1:13");
    }

    @Test
    void k030_cyclesEndWithAnErrorThatNamesThem() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            BuildProblem mutual = new BuildScenario()
                    .file("a/kustomization.yaml", "resources: [../b]\n")
                    .file("b/kustomization.yaml", "resources: [../a]\n")
                    .at("a")
                    .problem();
            BuildProblem self = kustomization("resources: [./././.]\n").problem();
            BuildProblem byLink = new BuildScenario()
                    .file("a/kustomization.yaml", "resources: [again]\n")
                    .link("a/again", ".")
                    .at("a")
                    .problem();

            assertThat(mutual.code()).isEqualTo(Code.CYCLE);
            assertThat(mutual.place()).isEqualTo("b/kustomization.yaml:1:13");
            assertThat(self.code()).isEqualTo(Code.CYCLE);
            assertThat(byLink.code()).isEqualTo(Code.CYCLE);
        });
    }

    @Test
    void k030_linksThatPointAtEachOtherEnd() {
        BuildProblem problem =
                kustomization("resources: [x]\n").link("x", "y").link("y", "x").problem();

        assertThat(problem.code()).isEqualTo(Code.PATH_FORBIDDEN);
    }

    @Test
    void k031_chartsFunctionsAndPluginsAreRefusedByName() {
        BuildProblem helm = kustomization("helmCharts: [{name: minecraft, repo: 'https://x'}]\n")
                .problem();
        BuildProblem function = kustomization("transformers: [f.yaml]\n")
                .file(
                        "f.yaml",
                        "apiVersion: e.com/v1\nkind: MyFunction\nmetadata:\n  name: f\n  annotations:\n"
                                + "    config.kubernetes.io/function: '{exec: {path: ./run.sh}}'\n")
                .problem();
        BuildProblem plugin = kustomization("generators: [g.yaml]\n")
                .file("g.yaml", "apiVersion: e.com/v1\nkind: MyPlugin\nmetadata: {name: g}\n")
                .problem();

        assertThat(helm.code()).isEqualTo(Code.NOT_SUPPORTED);
        assertThat(helm.describe()).contains("HelmRelease");
        assertThat(function.describe()).contains("MyFunction").contains("disabled");
        assertThat(plugin.describe()).contains("MyPlugin").contains("disabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/org/repo//base?ref=v1",
                "git@example.com:org/repo",
                "ssh://git@example.com/org/repo",
                "github.com/org/repo",
                "https://example.com/file.yaml",
                "file:///etc"
            })
    void k032_remoteBasesAreRefusedBeforeAnyAccess(String address) {
        BuildProblem problem = kustomization("resources: ['" + address + "']\n").problem();

        assertThat(problem.code()).isEqualTo(Code.REMOTE_REFUSED);
        assertThat(problem.place()).isEqualTo("kustomization.yaml:1:13");
    }

    @Test
    void k032_anAllowedRemoteBaseComesThroughThePortOnly() {
        AtomicInteger asked = new AtomicInteger();
        RemoteBases remotes = new RemoteBases() {
            @Override
            public Answer base(String address) {
                asked.incrementAndGet();
                InMemoryTree tree = InMemoryTree.builder()
                        .file("sub/kustomization.yaml", "resources: [s.yaml, ../up.yaml]\n")
                        .file("sub/s.yaml", BuildScenario.SERVICE)
                        .file("up.yaml", SECRET)
                        .build();
                return new Answer.Found(tree, "sub", "https://example.com/org/repo", "v1");
            }

            @Override
            public Answer file(String address) {
                return new Answer.Refused("no files");
            }
        };

        BuildProblem problem = kustomization("resources: ['https://example.com/org/repo//sub?ref=v1']\n")
                .with(BuildOptions.defaults().withRemoteBases(remotes).withLoadRestriction(LoadRestriction.NONE))
                .problem();

        assertThat(asked).hasValue(1);
        assertThat(problem.code()).isEqualTo(Code.PATH_FORBIDDEN);
    }

    @Test
    void k033_aSchemaOfOneBuildNeverReachesAnother() {
        Kustomizer kustomizer = new Kustomizer();
        InMemoryTree plain = kustomization("resources: [deployment.yaml]\npatches: [{path: p.yaml}]\n")
                .deployment()
                .file(
                        "p.yaml",
                        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                                + "spec: {template: {spec: {containers: [{name: nginx, image: x}]}}}\n")
                .tree();
        InMemoryTree hostile = kustomization(
                        "openapi: {path: schema.yaml}\nresources: [deployment.yaml]\npatches: [{path: p.yaml}]\n")
                .deployment()
                .file(
                        "schema.yaml",
                        "definitions: {d: {x-kubernetes-group-version-kind: [{group: apps, version: v1, kind: Deployment}]}}\n")
                .file(
                        "p.yaml",
                        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                                + "spec: {template: {spec: {containers: [{name: nginx, image: x}]}}}\n")
                .tree();

        String before = yaml(kustomizer.build(plain, "", BuildOptions.defaults()));
        String other = yaml(kustomizer.build(hostile, "", BuildOptions.defaults()));
        String after = yaml(kustomizer.build(plain, "", BuildOptions.defaults()));

        assertThat(after).isEqualTo(before).contains("containerPort");
        assertThat(other).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nmetadata: {name: a}\n",
                "apiVersion: v1\nkind: Service\n",
                "apiVersion: v1\nkind: Service\nmetadata: {generateName: a-}\n",
                "just text\n",
                "- a\n- b\n"
            })
    void k037_whatIsNoObjectIsNamedWithFileAndDocument(String document) {
        BuildProblem problem = kustomization("resources: [a.yaml]\n")
                .file("a.yaml", BuildScenario.SERVICE + "---\n" + document)
                .problem();

        assertThat(problem.code()).isEqualTo(Code.OBJECT_INVALID);
        assertThat(problem.file()).contains("a.yaml");
        assertThat(problem.line()).isEqualTo(BuildScenario.SERVICE.lines().count() + 2);
    }

    @Test
    void k037_oneIdentityTwiceNamesBothPlaces() {
        BuildProblem problem = kustomization("resources: [service.yaml, again.yaml]\n")
                .service()
                .file("again.yaml", BuildScenario.SERVICE)
                .problem();

        assertThat(problem.describe()).startsWith("again.yaml:1: ").contains("service.yaml:1");
    }

    @Test
    void k037_listsInListsAreOpened() {
        String list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n"
                + "  - {apiVersion: v1, kind: Service, metadata: {name: inner}}\n";

        assertThat(kustomization("resources: [l.yaml]\n").file("l.yaml", list).yaml())
                .contains("name: inner")
                .doesNotContain("kind: List");
    }

    @Test
    void unknownFieldsSuggestTheNearestName() {
        BuildProblem problem = kustomization("resources: []\nnamePrefx: a-\n").problem();

        assertThat(problem.describe())
                .isEqualTo("kustomization.yaml:2:1: unknown field \"namePrefx\" (field namePrefx)."
                        + " Did you mean \"namePrefix\"?");
    }

    @Test
    void limitsAreNamed() {
        BuildProblem problem = kustomization("resources: [service.yaml]\n")
                .service()
                .with(BuildOptions.defaults().withLimits(new BuildLimits(50, 1000, 10, 10, 10)))
                .problem();

        assertThat(problem.code()).isEqualTo(Code.LIMIT_EXCEEDED);
        assertThat(problem.describe()).contains("the limit is 50");
    }

    @Test
    void brokenYamlNamesLineAndColumn() {
        BuildProblem problem = kustomization("resources: [a.yaml]\n")
                .file("a.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n bad: x\n")
                .problem();

        assertThat(problem.code()).isEqualTo(Code.YAML_INVALID);
        assertThat(problem.place()).startsWith("a.yaml:5:");
    }

    @Test
    void carriageReturnsAndByteOrderMarksAreRead() {
        String yaml = kustomization("resources: [service.yaml]\r\n")
                .file("service.yaml", "\uFEFF" + BuildScenario.SERVICE.replace("\n", "\r\n"))
                .yaml();

        assertThat(yaml).isEqualTo(BuildScenario.SERVICE);
    }

    private static String yaml(BuildOutcome outcome) {
        return ((BuildOutcome.Built) outcome).toYaml();
    }
}
