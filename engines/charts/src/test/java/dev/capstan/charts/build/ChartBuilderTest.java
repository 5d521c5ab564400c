package dev.capstan.charts.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.archive.TarWriter;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.PackedChart;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartBuilderTest {
    @TempDir
    Path folder;

    private final List<ChartDependency> asked = new ArrayList<>();
    private final ChartFinder finder = dependency -> {
        asked.add(dependency);
        return PackedChart.of(dependency.name(), "1.5.0")
                .file(dependency.name() + "/values.yaml", "found: true\n")
                .bytes();
    };

    private ChartArchive archives;
    private ChartBuilder builder;

    @BeforeEach
    void open() {
        archives = new ChartArchive(folder, ChartLimits.DEFAULT);
        builder = new ChartBuilder(archives);
    }

    @Test
    void anArchiveThatNothingIsChangedAboutStaysAsItIs() throws Exception {
        var archive = PackedChart.of("web", "v1.2").bytes();

        var built = builder.fromArchive(archive, BuildOptions.NONE);

        assertThat(bytes(built)).isEqualTo(archive);
        assertThat(built.summary()).isEqualTo("pulled 'web' chart with version 'v1.2'");
        assertThat(built.fileName()).isEqualTo("web-v1.2.tgz");
    }

    @Test
    void valuesFilesTakeThePlaceOfTheDefaultValues() throws Exception {
        var archive = PackedChart.of("web", "1.2.3")
                .file("web/values.yaml", "a: 1\nkept: no\n")
                .file("web/values-x.yaml", "a: {b: 1, c: [1, 2]}\nold: yes\nmode: 0755\n")
                .file("web/values-y.yaml", "a: {c: [3], d: null}\n")
                .bytes();

        var built =
                builder.fromArchive(archive, new BuildOptions(List.of("values-x.yaml", "values-y.yaml"), false, "7"));

        assertThat(text(built, "values.yaml")).isEqualTo("""
                a:
                  b: 1
                  c:
                  - 3
                  d: null
                mode: 493
                old: true
                """);
        assertThat(built.version()).isEqualTo("1.2.3+7");
        assertThat(text(built, "Chart.yaml")).contains("version: 1.2.3+7");
        assertThat(built.summary())
                .isEqualTo("packaged 'web' chart with version '1.2.3+7'"
                        + " and merged values files [values-x.yaml values-y.yaml]");
    }

    @Test
    void aMissingValuesFileIsAnErrorUnlessItMayBeMissing() throws Exception {
        var archive =
                PackedChart.of("web", "1.2.3").file("web/values.yaml", "a: 1\n").bytes();
        var names = List.of("nosuch.yaml");

        assertThat(failure(() -> builder.fromArchive(archive, new BuildOptions(names, false, "")))
                        .message())
                .isEqualTo("values file 'nosuch.yaml': there is no such file");
        var built = builder.fromArchive(archive, new BuildOptions(names, true, "2"));
        assertThat(built.valuesFiles()).isEmpty();
        assertThat(text(built, "values.yaml")).isEqualTo("a: 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../values.yaml", "/etc/passwd", "a/../../b", "https://x.test/values.yaml", "link.yaml"})
    void h048_valuesFilesOutsideAreRefused(String name) throws Exception {
        var archive = PackedChart.of("web", "1.2.3").bytes();
        var source = InMemoryTree.builder()
                .file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"))
                .link("link.yaml", "../../etc/passwd")
                .build();
        var options = new BuildOptions(List.of(name), false, "");

        assertThat(failure(() -> builder.fromArchive(archive, options)))
                .isInstanceOf(ChartFailure.ValuesFileUnusable.class);
        assertThat(failure(() -> builder.fromSource(source, "web", options, finder)))
                .isInstanceOf(ChartFailure.ValuesFileUnusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[a]", "a: [", "? {a: b}\n: c", "a: .inf"})
    void brokenValuesFilesAreNamedWithoutTheirContent(String content) throws Exception {
        var archive = PackedChart.of("web", "1.2.3").file("web/x.yaml", content).bytes();

        assertThat(failure(() -> builder.fromArchive(archive, new BuildOptions(List.of("x.yaml"), true, "")))
                        .message())
                .startsWith("values file 'x.yaml': it ")
                .doesNotContain(content);
    }

    @Test
    void packsAFolderOfTheSource() throws Exception {
        var source = InMemoryTree.of(Map.of(
                "charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\nhome: https://x.test # why\n",
                "charts/web/values.yaml", "a: 1\n",
                "charts/web/.helmignore", "*.md\n",
                "charts/web/README.md", "read me",
                "charts/web/templates/a.yaml", "{{ .Values.a }}",
                "charts/web/templates/.hidden", "x",
                "values-prod.yaml", "a: 2\n",
                "other", "x"));

        var built = builder.fromSource(
                source,
                "./charts/web/",
                new BuildOptions(List.of("values-prod.yaml"), false, "abcdef123456.3"),
                finder);

        assertThat(built.summary())
                .isEqualTo("packaged 'web' chart with version '1.0.0+abcdef123456.3'"
                        + " and merged values files [values-prod.yaml]");
        assertThat(files(built).paths())
                .containsExactly(".helmignore", "Chart.yaml", "templates/a.yaml", "values.yaml");
        assertThat(text(built, "values.yaml")).isEqualTo("a: 2\n");
        assertThat(text(built, "Chart.yaml")).contains("home: https://x.test");
        assertThat(bytes(built)).isEqualTo(bytes(built));
    }

    @Test
    void offersAnArchiveOfTheSourceAsItIs() throws Exception {
        var archive = PackedChart.of("web", "1.0.0").bytes();
        var source = InMemoryTree.builder().file("dist/web.tgz", archive).build();

        var built = builder.fromSource(source, "dist/web.tgz", BuildOptions.NONE, finder);

        assertThat(bytes(built)).isEqualTo(archive);
    }

    @ParameterizedTest
    @CsvSource({"../x, leads out", "nosuch, no chart", "a/../../x, leads out"})
    void aPathWithoutAChartIsRefused(String path, String why) {
        assertThat(failure(() -> builder.fromSource(InMemoryTree.of(Map.of()), path, BuildOptions.NONE, finder)))
                .isInstanceOfSatisfying(
                        ChartFailure.PathInvalid.class,
                        it -> assertThat(it.why()).contains(why));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3+x",
        "v1.2.3, 1.2.3+x",
        "1.2, 1.2.0+x",
        "1.2.3+old, 1.2.3+x",
        "1.2.3-rc.1+old, 1.2.3-rc.1+x"
    })
    void theSuffixTakesThePlaceOfBuildMetadata(String version, String expected) {
        assertThat(ChartVersionSuffix.put(version, "x")).isEqualTo(expected);
    }

    @Test
    void addsDependenciesOfTheSourceAndOfRepositories() throws Exception {
        var source = source(
                """
                dependencies:
                - {name: local, version: ^1, repository: "file://../local"}
                - {name: remote, version: 1.x, repository: "https://r.test"}
                - {name: present, version: "*", repository: "https://r.test"}
                """,
                Map.of(
                        "web/charts/present/Chart.yaml", PackedChart.chartYaml("present", "2.0.0"),
                        "local/Chart.yaml", PackedChart.chartYaml("local", "1.4.0"),
                        "local/templates/l.yaml", "l"));

        var built = builder.fromSource(source, "web", BuildOptions.NONE, finder);

        assertThat(files(built).paths())
                .containsExactly(
                        "Chart.yaml",
                        "charts/local/Chart.yaml",
                        "charts/local/templates/l.yaml",
                        "charts/present/Chart.yaml",
                        "charts/remote/Chart.yaml",
                        "charts/remote/values.yaml");
        assertThat(asked).containsExactly(new ChartDependency("remote", "1.x", "https://r.test"));
    }

    @Test
    void aDependencyThatIsThereInAnArchiveIsNotFetched() throws Exception {
        var source = InMemoryTree.builder()
                .file(
                        "web/Chart.yaml",
                        PackedChart.chartYaml("web", "1.0.0")
                                + "dependencies: [{name: db, version: '*', repository: https://r.test}]")
                .file("web/charts/anything.tgz", PackedChart.of("db", "1.0.0").bytes())
                .build();

        var built = builder.fromSource(source, "web", BuildOptions.NONE, finder);

        assertThat(asked).isEmpty();
        assertThat(files(built).paths()).containsExactly("Chart.yaml", "charts/anything.tgz");
    }

    @Test
    void theLockFileSaysWhichVersionIsTaken() throws Exception {
        var wanted = "dependencies: [{name: db, version: ^1.2, repository: https://r.test}]";
        var fitting = source(
                wanted,
                Map.of("web/Chart.lock", "dependencies: [{name: db, version: 1.5.0, repository: https://r.test}]"));
        var stale = source(
                wanted,
                Map.of("web/Chart.lock", "dependencies: [{name: db, version: 1.1.0, repository: https://r.test}]"));

        builder.fromSource(fitting, "web", BuildOptions.NONE, finder);
        builder.fromSource(stale, "web", BuildOptions.NONE, finder);

        assertThat(asked).extracting(ChartDependency::version).containsExactly("1.5.0", "^1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://../../x", "file:///etc", "file://../../../etc/passwd", "file://../link"})
    void h048_localDependenciesOutsideOfTheSourceAreRefused(String repository) {
        var source = InMemoryTree.builder()
                .file(
                        "web/Chart.yaml",
                        PackedChart.chartYaml("web", "1.0.0") + "dependencies: [{name: db, version: '*', repository: '"
                                + repository + "'}]")
                .link("link", "../outside")
                .build();

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .startsWith("dependency 'db': its path leads out of the source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: db, version: '*', repository: ''} | names no repository",
                "{name: db, version: '^2', repository: 'https://r.test'} | 1.5.0 is not in the range",
                "{name: db, version: '*', repository: 'file://../other'} | is called 'other'",
                "{name: db, version: '*', repository: 'file://../nosuch'} | there is no chart at 'nosuch'"
            })
    void aDependencyThatDoesNotFitIsRefused(String dependency, String why) {
        var source = source(
                "dependencies: [" + dependency + "]",
                Map.of("other/Chart.yaml", PackedChart.chartYaml("other", "1.0.0")));

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder)))
                .isInstanceOfSatisfying(
                        ChartFailure.DependencyUnusable.class,
                        it -> assertThat(it.why()).contains(why));
    }

    @Test
    void h050_chartsInChartsShareOneLimit() throws Exception {
        var limits = new ChartLimits(1 << 20, 1 << 20, 3 << 20, 1000);
        var small = new ChartBuilder(new ChartArchive(folder, limits));
        var source = InMemoryTree.builder().file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"));
        for (int i = 0; i < 10; i++) {
            var nested = PackedChart.of("sub" + i, "1.0.0")
                    .file("sub" + i + "/zeros", new byte[900_000])
                    .bytes();
            source.file("web/charts/sub" + i + ".tgz", nested);
        }
        var tree = source.build();

        assertThat(failure(() -> small.fromSource(tree, "web", BuildOptions.NONE, finder)))
                .isInstanceOf(ChartFailure.LimitExceeded.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: db, version: 'a b', repository: 'file://../db'} | not a version",
                "{name: html, version: '*', repository: 'https://r.test'} | not a gzip file",
                "{name: unnamed, version: '*', repository: 'file://../unnamed'} | it has no name",
                "{name: html, version: '*', repository: 'file://../html.tgz'} | not a gzip file"
            })
    void whateverIsWrongWithADependencyIsSaidWithItsName(String dependency, String why) {
        var source = source(
                "dependencies: [" + dependency + "]",
                Map.of(
                        "db/Chart.yaml", PackedChart.chartYaml("db", "1.0.0"),
                        "unnamed/Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n",
                        "html.tgz", "<html>"));
        ChartFinder broken = _ -> "<html>".getBytes(UTF_8);

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, broken)))
                .isInstanceOfSatisfying(ChartFailure.DependencyUnusable.class, it -> {
                    assertThat(it.dependency()).isIn("db", "html", "unnamed");
                    assertThat(it.why()).contains(why);
                });
    }

    @Test
    void aBrokenArchiveAmongTheChartsInsideIsNamed() {
        var source = source("", Map.of("web/charts/db.tgz", "<html>"));

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .startsWith("dependency 'charts/db.tgz': ");
    }

    @Test
    void chartsThatLeaveNoRoomForOthersAreNotToldOfOneByte() throws Exception {
        var limits = new ChartLimits(1 << 20, 1 << 20, 1000, 100);
        var small = new ChartBuilder(new ChartArchive(folder, limits));
        var source = InMemoryTree.builder()
                .file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"))
                .file("web/charts/db.tgz", PackedChart.of("db", "1.0.0").bytes())
                .file("web/zeros", new byte[900])
                .build();

        assertThat(failure(() -> small.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .contains("may have 1000 bytes")
                .doesNotContain(" 1 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web/.helmignore", "values.yaml", "packed.tgz", "db.tgz"})
    void whatIsTooLargeIsNotRead(String huge) {
        var source = new HugeFile(
                source(
                        huge.equals("db.tgz")
                                ? "dependencies: [{name: db, version: '*', repository: 'file://../db.tgz'}]"
                                : "",
                        Map.of(huge, "")),
                huge);
        var path = huge.equals("packed.tgz") ? huge : "web";
        var options = new BuildOptions(huge.equals("values.yaml") ? List.of(huge) : List.of(), false, "");

        assertThat(failure(() -> builder.fromSource(source, path, options, finder))
                        .message())
                .contains("may have")
                .contains("'" + huge + "' has " + HugeFile.SIZE);
    }

    /** A tree in which one file is said to be large, and must not be read. */
    private record HugeFile(FileTree tree, String huge) implements FileTree {
        static final long SIZE = 1L << 40;

        @Override
        public EntryKind kind(String path) throws IOException {
            return tree.kind(path);
        }

        @Override
        public byte[] read(String path) throws IOException {
            assertThat(path).isNotEqualTo(huge);
            return tree.read(path);
        }

        @Override
        public List<Entry> list(String path) throws IOException {
            return tree.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) throws IOException {
            return tree.linkTarget(path);
        }

        @Override
        public long size(String path) throws IOException {
            return path.equals(huge) ? SIZE : tree.size(path);
        }
    }

    @Test
    @Timeout(20)
    void valuesFilesWithManyKeysAreMergedInTimeThatGrowsWithThem() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append('k').append(i).append(": ").append(i).append('\n');
        }
        var archive = PackedChart.of("web", "1.2.3")
                .file("web/a.yaml", text.toString())
                .file("web/b.yaml", text.toString().replace('k', 'l'))
                .bytes();

        var built = builder.fromArchive(archive, new BuildOptions(List.of("a.yaml", "b.yaml"), false, ""));

        assertThat(text(built, "values.yaml")).contains("k99999: 99999", "l99999: 99999");
    }

    private static FileTree source(String more, Map<String, String> files) {
        var tree = InMemoryTree.builder().file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0") + more);
        files.forEach(tree::file);
        return tree.build();
    }

    private String text(ChartPackage built, String path) throws Exception {
        return new String(files(built).read(path).orElseThrow(), UTF_8);
    }

    private ChartFiles files(ChartPackage built) throws Exception {
        return archives.read(bytes(built));
    }

    private static byte[] bytes(ChartPackage built) throws IOException {
        return switch (built.content()) {
            case ChartPackage.Content.Original(var archive) -> archive;
            case ChartPackage.Content.Packed(var files) -> {
                var out = new ByteArrayOutputStream();
                try (var zipped = new GZIPOutputStream(out);
                        var tar = new TarWriter(zipped)) {
                    files.writeTo(tar);
                }
                yield out.toByteArray();
            }
        };
    }

    /** Something that may fail. */
    private interface Attempt {
        ChartPackage run() throws ChartException, IOException;
    }

    private static ChartFailure failure(Attempt attempt) {
        try {
            throw new AssertionError("did not fail but gave " + attempt.run());
        } catch (ChartException e) {
            return e.failure();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
