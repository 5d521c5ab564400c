package dev.capstan.kustomizationbuild;

import static dev.capstan.kustomizationbuild.KustomizationSpecs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.Manifest;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.Built;
import dev.capstan.kustomizationbuild.ManifestBuild.Result.NotBuilt;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.Finished;
import dev.capstan.kustomizationbuild.ObjectFinish.Result.NotFinished;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.kustomize.BuildLimits;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestBuildTest {

    private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {k: v}\n";
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  containers: [{name: c, image: "app:1"}]
            """;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final BuildOptions OPTIONS =
            BuildOptions.defaults().withLoadRestriction(BuildOptions.LoadRestriction.NONE);

    private final ManifestBuild build = build(OPTIONS, RemoteBaseSource.forbidden());

    private static ManifestBuild build(BuildOptions options, RemoteBaseSource remotes) {
        return new ManifestBuild(new Kustomizer(), options, remotes, new BuildSlots(1));
    }

    @Test
    void folderWithoutAKustomizationIsEverythingBelowIt() {
        var tree = InMemoryTree.of(Map.of(
                "app/b.yml", CONFIG_MAP.formatted("b"),
                "app/sub/a.yaml", CONFIG_MAP.formatted("a"),
                "app/base/kustomization.yaml", "resources: [c.yaml]\nnamePrefix: p-\n",
                "app/base/c.yaml", CONFIG_MAP.formatted("c"),
                "app/notes.txt", "not: [a manifest"));

        assertThat(names(build.build(tree, "app", spec(""), TIMEOUT))).containsExactlyInAnyOrder("a", "b", "p-c");
    }

    @Test
    void emptyFolderIsAValidEmptySet() {
        var tree = InMemoryTree.of(Map.of("app/README.md", "nothing here"));

        assertThat(names(build.build(tree, "app", spec(""), TIMEOUT))).isEmpty();
    }

    @Test
    void settingsAreLaidOverTheFile() {
        var tree = InMemoryTree.of(Map.of(
                "kustomization.yaml",
                "resources: [d.yaml]\nnamespace: old\nnamePrefix: old-\nimages: [{name: app, newName: mirror/app, newTag: '2'}]\n",
                "d.yaml",
                DEPLOYMENT));
        var spec = spec("""
                'targetNamespace':'new','namePrefix':'new-','nameSuffix':'-x',
                'images':[{'name':'app','newTag':'3'}],
                'patches':[{'target':{'kind':'Deployment'},'patch':'[{\\"op\\":\\"add\\",\\"path\\":\\"/spec/replicas\\",\\"value\\":2}]'}]
                """);

        var object = manifests(build.build(tree, "", spec, TIMEOUT), ObjectFinish.withoutSubstitution(Optional.empty()))
                .getFirst();

        assertThat(object.id().display()).isEqualTo("Deployment/new/new-web-x");
        assertThat(object.content().at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(object.content().at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("mirror/app:3");
    }

    private static final String SERVICE =
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 443, protocol: UDP, name: old}]}\n";

    private static final String PARTIAL_PATCH =
            "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 443}, {port: 443, protocol: UDP}]}}";

    @Test
    void b01_whatAPatchLosesIsAWarningWithItsPlace() {
        var tree = InMemoryTree.of(Map.of(
                "app/kustomization.yaml",
                "resources: [s.yaml]\npatches: [{path: p.yaml}]\n",
                "app/s.yaml",
                SERVICE,
                "app/p.yaml",
                PARTIAL_PATCH));

        assertThat(warnings(build.build(tree, "app", spec(""), TIMEOUT)))
                .singleElement()
                .asString()
                .startsWith("app/p.yaml:1: the element {port: 443} is dropped");
        assertThat(warnings(build.build(tree, "app", spec("'namePrefix':'x-'"), TIMEOUT)))
                .singleElement()
                .asString()
                .startsWith("app/p.yaml:1: ");
    }

    /** The spec is laid over the file, so that lines of that file would be wrong. */
    @Test
    void b01_whatAPatchOfTheSpecLosesIsAWarningWithoutALine() {
        var spec = spec("'patches':[{'patch':'" + PARTIAL_PATCH + "'}]");
        var file = InMemoryTree.of(Map.of("app/kustomization.yaml", "resources: [s.yaml]\n", "app/s.yaml", SERVICE));
        var noFile = InMemoryTree.of(Map.of("app/s.yaml", SERVICE));

        assertThat(warnings(build.build(file, "app", spec, TIMEOUT)))
                .singleElement()
                .asString()
                .startsWith("spec.patches or app/kustomization.yaml: the element {port: 443} is dropped");
        assertThat(warnings(build.build(noFile, "app", spec, TIMEOUT)))
                .singleElement()
                .asString()
                .startsWith("spec.patches: the element {port: 443} is dropped");
    }

    private static List<String> warnings(ManifestBuild.Result result) {
        return ((Built) result).warnings().stream().map(BuildWarning::describe).toList();
    }

    @Test
    void missingComponentsMayBeIgnored() {
        var tree = InMemoryTree.of(Map.of(
                "kustomization.yaml", "resources: [a.yaml]\n",
                "a.yaml", CONFIG_MAP.formatted("a"),
                "extra/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -extra\n"));

        assertThat(names(build.build(
                        tree, "", spec("'components':['extra','missing'],'ignoreMissingComponents':true"), TIMEOUT)))
                .containsExactly("a-extra");
        assertThat(build.build(tree, "", spec("'components':['missing']"), TIMEOUT))
                .isInstanceOf(NotBuilt.class);
        assertThat(build.build(tree, "", spec("'components':['https://example.com/x']"), TIMEOUT))
                .isInstanceOf(NotBuilt.class);
    }

    @Test
    void failureOfTheFileNamesItsOwnLineAlsoUnderSettings() {
        var tree = InMemoryTree.of(Map.of(
                "app/kustomization.yaml",
                "resources: [a.yaml]\n\nresorces: []\n",
                "app/a.yaml",
                CONFIG_MAP.formatted("a")));

        assertThat(build.build(tree, "app", spec("'targetNamespace':'x'"), TIMEOUT))
                .isInstanceOfSatisfying(
                        NotBuilt.class,
                        failed -> assertThat(failed.failure().message())
                                .contains("app/kustomization.yaml:3")
                                .contains("resorces"));
    }

    @Test
    void laterTreeWithTheSameInputsIsRecognised() {
        var files = Map.of(
                "app/kustomization.yaml", "resources: [a.yaml]\n",
                "app/a.yaml", CONFIG_MAP.formatted("a"),
                "other/x.yaml", "1");
        var built = (Built) build.build(InMemoryTree.of(files), "app", spec("'targetNamespace':'x'"), TIMEOUT);

        var elsewhere = new HashMap<>(files);
        elsewhere.put("other/x.yaml", "2");
        var here = new HashMap<>(files);
        here.put("app/a.yaml", CONFIG_MAP.formatted("b"));

        assertThat(built.inputs().holdFor(InMemoryTree.of(elsewhere))).isTrue();
        assertThat(built.inputs().holdFor(InMemoryTree.of(here))).isFalse();
    }

    @Test
    void newFileInAGeneratedKustomizationIsAnotherInput() {
        var files = new HashMap<>(Map.of("app/a.yaml", CONFIG_MAP.formatted("a")));
        var built = (Built) build.build(InMemoryTree.of(files), "app", spec(""), TIMEOUT);

        files.put("app/b.yaml", CONFIG_MAP.formatted("b"));

        assertThat(built.inputs().holdFor(InMemoryTree.of(files))).isFalse();
    }

    @Test
    void f131_giantInputIsRefusedByTheNameOfTheLimit() {
        var few = build(OPTIONS.withLimits(new BuildLimits(1000, 2000, 3, 10, 10)), RemoteBaseSource.forbidden());
        String big = CONFIG_MAP.formatted("big") + "# " + "x".repeat(1000) + "\n";

        assertThat(few.build(
                        InMemoryTree.of(Map.of("kustomization.yaml", "resources: [a.yaml]\n", "a.yaml", big)),
                        "",
                        spec(""),
                        TIMEOUT))
                .isInstanceOfSatisfying(
                        NotBuilt.class, it -> assertThat(it.failure().message()).contains("limit is 1000", "a.yaml"));
        assertThat(few.build(InMemoryTree.of(Map.of("a.yaml", big)), "", spec(""), TIMEOUT))
                .isInstanceOfSatisfying(
                        NotBuilt.class, it -> assertThat(it.failure().message()).contains("limit is 1000", "a.yaml"));
        assertThat(few.build(
                        InMemoryTree.of(Map.of(
                                "a.yaml", CONFIG_MAP.formatted("a"),
                                "b.yaml", CONFIG_MAP.formatted("b"),
                                "c.yaml", CONFIG_MAP.formatted("c"),
                                "d.yaml", CONFIG_MAP.formatted("d"))),
                        "",
                        spec(""),
                        TIMEOUT))
                .isInstanceOfSatisfying(
                        NotBuilt.class, it -> assertThat(it.failure().message()).contains("more than 3 objects"));
    }

    @Test
    void k032_forbiddenRemoteBaseFailsTheBuild() {
        var tree =
                InMemoryTree.of(Map.of("kustomization.yaml", "resources: ['https://git.example/o/r//base?ref=v1']\n"));

        assertThat(build.build(tree, "", spec(""), TIMEOUT))
                .isInstanceOfSatisfying(
                        NotBuilt.class,
                        it -> assertThat(it.failure().message()).contains("https://git.example/o/r//base", "disabled"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example/o/r//base?ref=main, false",
        "https://git.example/o/r//base?ref=v1.0.0, false",
        "https://git.example/o/r//base, false",
        "https://git.example/o/r//base?ref=0123456789abcdef0123456789abcdef01234567, true",
        "https://git.example/o/r//base?timeout=9&version=0123456789abcdef0123456789abcdef01234567, true",
        "https://git.example/o/r//base?ref=0123456789abcdef, false"
    })
    void buildIsRepeatableOnlyWhenItsRemoteBasesAreNamedByCommit(String address, boolean isRepeatable) {
        var remote = InMemoryTree.of(
                Map.of("base/kustomization.yaml", "resources: [a.yaml]\n", "base/a.yaml", CONFIG_MAP.formatted("a")));
        var tree = InMemoryTree.of(Map.of("kustomization.yaml", "resources: ['%s']\n".formatted(address)));

        var built = (Built) build(OPTIONS, _ -> serving(remote)).build(tree, "", spec(""), TIMEOUT);

        assertThat(names(built)).containsExactly("a");
        assertThat(built.isRepeatable()).isEqualTo(isRepeatable);
    }

    private static RemoteBases serving(InMemoryTree tree) {
        return new RemoteBases() {
            @Override
            public Answer base(String address) {
                return new Answer.Found(tree, "base", "https://git.example/o/r", "");
            }

            @Override
            public Answer file(String address) {
                return new Answer.Refused("not asked for");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../..", "/etc/passwd", "..", "app/../../x", "missing", "app/a.yaml"})
    void k028_pathNeverLeavesTheArtifact(String path) throws IOException {
        var tree = InMemoryTree.of(Map.of("app/a.yaml", CONFIG_MAP.formatted("a")));

        assertThat(BuildPath.resolve(tree, path)).isEmpty();
    }

    @Test
    void k028_pathThroughALinkNeverLeavesTheArtifact() throws IOException {
        var tree = InMemoryTree.builder()
                .file("app/a.yaml", CONFIG_MAP.formatted("a"))
                .link("out", "../../etc")
                .link("abs", "/etc")
                .build();

        assertThat(BuildPath.resolve(tree, "out")).isEmpty();
        assertThat(BuildPath.resolve(tree, "abs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "./", "/", "."})
    void emptyPathIsTheRoot(String path) throws IOException {
        var tree = InMemoryTree.of(Map.of("app/a.yaml", CONFIG_MAP.formatted("a")));

        assertThat(BuildPath.resolve(tree, path)).contains("");
        assertThat(BuildPath.resolve(tree, "./app/")).contains("app");
    }

    @Test
    void substitutedValuesTakeTheTypeThatTheyLookLike() {
        var content = finished(
                "apiVersion: x.example/v1\nkind: Thing\nmetadata: {name: t}\nspec: {port: '${port}', on: '${yes}', text: '\"${port}\"', \"${key}\": 1}\n",
                Map.of("port", "8080", "yes", "yes", "key", "named"));

        assertThat(content.content().at("/spec/port").isInt()).isTrue();
        assertThat(content.content().at("/spec/on").isBoolean()).isTrue();
        assertThat(content.content().at("/spec/on").asBoolean()).isTrue();
        assertThat(content.content().at("/spec/named").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tail #1",
                "#all",
                "host: 80",
                "- item",
                "*star",
                "&and",
                "!bang",
                "!!wow",
                "%percent",
                "@at",
                "`tick",
                "blank at the end  ",
                "  blank before",
                "'q' and more",
                "\"q\" # more",
                "say \"hi\"",
                "it's",
                "{open",
                "[open",
                "C:\\new",
                "| block",
                "> folded",
                "? key",
                "a,b]",
                "tab\tinside",
                "control \u0093 and \u007f"
            })
    void aSubstitutedTextArrivesWhole(String value) {
        for (String field : List.of("'${v}'", "${v}", "\"${v}\"")) {
            assertThat(dataWith(field, value)).isEqualTo(value);
        }
        assertThat(dataWith("'at: ${v}'", value)).isEqualTo("at: " + value);
        assertThat(dataWith("\"<${v}>\"", value)).isEqualTo("<" + value + ">");
        assertThat(dataWith("|-\n    one\n    ${v};", value)).isEqualTo("one\n" + value + ";");
    }

    private String dataWith(String field, String value) {
        var yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata:\n  a: " + field + "\n";
        return finished(yaml, Map.of("v", value)).content().at("/data/a").textValue();
    }

    @Test
    void aValueThatIsYamlKeepsItsMeaningBesideOneThatIsNot() {
        var content = finished(
                """
                apiVersion: x.example/v1
                kind: Thing
                metadata: {name: t}
                spec: {note: '${note}', port: '${port}', text: '${quoted}', where: '${map}', '${key}': 1}
                """, Map.of("note", "a #b", "port", "8080", "quoted", "'8080'", "map", "{zone: a}", "key", "k #1"));

        assertThat(content.content().at("/spec").toString())
                .isEqualTo("{\"k #1\":1,\"note\":\"a #b\",\"port\":8080,\"text\":\"8080\",\"where\":{\"zone\":\"a\"}}");
    }

    @Test
    void twoKeysThatBecomeOneAreRefused() {
        var result = finish(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata: {'${a}': x, '${b}': y}\n",
                Map.of("a", "same", "b", "same"));

        assertThat(result).isInstanceOf(NotFinished.class);
    }

    @Test
    void wordsOfUntouchedObjectsStayText() {
        var content = finished(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata: {a: yes, b: \"on\"}\n", Map.of("x", "y"));

        assertThat(content.content().at("/data/a").textValue()).isEqualTo("yes");
        assertThat(content.content().at("/data/b").textValue()).isEqualTo("on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n---\nkind: Secret",
                "a\", \"b: c",
                "{a: b}: [",
                "'",
                "\"",
                "x\r---\rkind: Secret\rapiVersion: v1"
            })
    void k034_valueNeverAddsAnObject(String value) {
        var result =
                finish("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata: {a: '${v}'}\n", Map.of("v", value));

        switch (result) {
            case Finished(var manifests, var _) -> {
                assertThat(manifests).hasSize(1);
                assertThat(manifests.getFirst().id().display()).isEqualTo("ConfigMap/t");
            }
            case NotFinished(var failure) ->
                assertThat(failure.message()).contains("ConfigMap/t").contains("app.yaml");
        }
    }

    @Test
    void k036_switchedOffObjectsAndEscapesAreLeftAlone() {
        var off = finished(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t, annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}}\ndata: {a: '${v} $${w}'}\n",
                Map.of("v", "x"));
        var escaped = finished(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata: {a: '$${X} $plain'}\n", Map.of("v", "x"));

        assertThat(off.content().at("/data/a").textValue()).isEqualTo("${v} $${w}");
        assertThat(escaped.content().at("/data/a").textValue()).isEqualTo("${X} $plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stringData: {p: x}\nsops: {mac: m}",
                "data: {p: x}\nsops: {mac: m}",
                "stringData: {p: 'ENC[AES256_GCM,data:a]'}",
                "data: {p: RU5DW0FFUzI1Nl9HQ00sZGF0YTphXQ==}"
            })
    void d057_encryptedSecretsAreRefused(String body) {
        var result = finish("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n" + body + "\n", Map.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        NotFinished.class,
                        refused -> assertThat(refused.failure().message())
                                .contains("Secret/s is SOPS encrypted")
                                .doesNotContain("ENC["));
    }

    @Test
    void d062_brokenSecretShowsNoValue() {
        var result = finish(
                "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {'${v}': a, '${w}': b}\n",
                Map.of("v", "hunter2", "w", "hunter2"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        NotFinished.class,
                        refused -> assertThat(refused.failure().message()).doesNotContain("hunter2"));
    }

    private Manifest finished(String yaml, Map<String, String> variables) {
        return ((Finished) finish(yaml, variables)).manifests().getFirst();
    }

    private ObjectFinish.Result finish(String yaml, Map<String, String> variables) {
        var built = (Built) build.build(InMemoryTree.of(Map.of("app.yaml", yaml)), "", spec(""), TIMEOUT);
        var finish = variables.isEmpty()
                ? ObjectFinish.withoutSubstitution(Optional.empty())
                : ObjectFinish.withSubstitution(new Variables(variables), Strictness.STRICT, Optional.empty());
        return finish.finish(built.objects());
    }

    private static List<Manifest> manifests(ManifestBuild.Result result, ObjectFinish finish) {
        assertThat(result).isInstanceOf(Built.class);
        return ((Finished) finish.finish(((Built) result).objects())).manifests();
    }

    private static List<String> names(ManifestBuild.Result result) {
        return manifests(result, ObjectFinish.withoutSubstitution(Optional.empty())).stream()
                .map(manifest -> manifest.id().name())
                .toList();
    }
}
