package dev.capstan.source.generator;

import static dev.capstan.source.generator.Composing.artifact;
import static dev.capstan.source.generator.Composing.copy;
import static dev.capstan.source.generator.Composing.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.OutputArtifact;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionTest {
    private final Composing composing = new Composing()
            .source(
                    "repo",
                    "config.yaml",
                    "a: 1",
                    "README.md",
                    "read",
                    "deploy/app.yaml",
                    "app",
                    "deploy/notes.md",
                    "notes",
                    "deploy/base/db.yaml",
                    "db",
                    "deploy/base/testdata/x.yaml",
                    "x");

    @ParameterizedTest
    @CsvSource({
        "@repo/config.yaml,      @artifact/,          config.yaml",
        "@repo/config.yaml,      @artifact/env/,      env/config.yaml",
        "@repo/config.yaml,      @artifact/env.yaml,  env.yaml",
        "@repo/./config.yaml,    @artifact/./x//y,    x/y",
        "@repo/deploy/base,      @artifact/,          base/db.yaml base/testdata/x.yaml",
        "@repo/deploy/base/,     @artifact/to,        to/base/db.yaml to/base/testdata/x.yaml",
        "@repo/deploy/base/**,   @artifact/,          db.yaml testdata/x.yaml",
        "@repo/deploy/base/**,   @artifact/to/,       to/db.yaml to/testdata/x.yaml",
        "@repo/*.yaml,           @artifact/to/,       to/config.yaml",
        "@repo/deploy/*.yaml,    @artifact/to/,       to/deploy/app.yaml",
        "@repo/deploy/b*,        @artifact/,          deploy/base/db.yaml deploy/base/testdata/x.yaml",
        "@repo/**/*.yaml,        @artifact/,          config.yaml deploy/app.yaml deploy/base/db.yaml "
                + "deploy/base/testdata/x.yaml",
        "@repo/deploy/**/x.yaml, @artifact/,          deploy/base/testdata/x.yaml",
        "@repo/deploy/[a-c]*/db.*, @artifact/,        deploy/base/db.yaml",
        "@repo/deploy/app.yam?,  @artifact/,          deploy/app.yaml",
    })
    void copiesAsCpDoes(String from, String to, String files) {
        assertThat(composing.files(copy(from, to)).keySet()).containsExactly(files.split(" "));
    }

    @Test
    void filesAreNotHeldInMemory() {
        composing.source("big", new StreamedTree(InMemoryTree.of(Map.of("a.bin", "text"))));

        assertThat(composing.files(copy("@big/a.bin", "@artifact/"))).isEqualTo(Map.of("a.bin", "text"));
    }

    @Test
    void rootOfASourceIsCopiedWithoutAName() {
        assertThat(composing.files(copy("@repo/", "@artifact/"))).hasSize(6).containsEntry("config.yaml", "a: 1");
        assertThat(composing.files(copy("@repo/**", "@artifact/"))).hasSize(6).containsEntry("config.yaml", "a: 1");
    }

    @Test
    void fileCopiedToAFolderThatIsThereKeepsItsName() {
        var files =
                composing.files(copy("@repo/deploy/base/", "@artifact/"), copy("@repo/config.yaml", "@artifact/base"));

        assertThat(files).containsKeys("base/config.yaml", "base/db.yaml");
    }

    @Test
    void laterFilesReplaceEarlierOnes() {
        composing.source("prod", "config.yaml", "a: prod", "more.yaml", "m");

        var files = composing.files(copy("@repo/config.yaml", "@artifact/"), copy("@prod/**", "@artifact/"));

        assertThat(files).isEqualTo(Map.of("config.yaml", "a: prod", "more.yaml", "m"));
    }

    @ParameterizedTest
    @CsvSource({
        "@repo/**,          *.md,              config.yaml deploy/app.yaml deploy/base/db.yaml "
                + "deploy/base/testdata/x.yaml",
        "@repo/**,          **/testdata/**,    README.md config.yaml deploy/app.yaml deploy/base/db.yaml "
                + "deploy/notes.md",
        "@repo/**,          deploy,            README.md config.yaml",
        "@repo/deploy/**,   base,              app.yaml notes.md",
        "@repo/deploy/**,   deploy/base/*,     app.yaml notes.md",
        "@repo/deploy/,     '{*.md,base}',     deploy/app.yaml",
        "@repo/deploy/*,    deploy/base,       deploy/app.yaml deploy/notes.md",
    })
    void leavesOutWhatIsExcluded(String from, String exclude, String files) {
        assertThat(composing.files(copy(from, "@artifact/", exclude)).keySet()).containsExactly(files.split(" "));
    }

    @Test
    void excludedSingleFileIsNotCopied() {
        assertThat(composing.files(copy("@repo/config.yaml", "@artifact/x", "config.yaml")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@repo/missing.yaml, 'there is no such file or folder in the source'",
        "@repo/missing/*,    'nothing in the source matches'",
        "@repo/*.json,       'nothing in the source matches'",
        "@repo/*.md,         'everything that matches is excluded'",
    })
    void whatIsNotThereIsAFailure(String from, String why) {
        assertThat(composing.failure(copy(from, "@artifact/", "*.md")))
                .isEqualTo("cannot build the artifact 'app': copying from '" + from + "': " + why);
    }

    @Test
    void fileAndFolderCannotHaveOnePath() {
        assertThat(composing.failure(copy("@repo/config.yaml", "@artifact/deploy"), copy("@repo/deploy", "@artifact/")))
                .endsWith("'deploy/app.yaml' cannot be written: a file is at 'deploy'");
        assertThat(composing.failure(copy("@repo/deploy/**", "@artifact/config.yaml/"), copy("@repo/**", "@artifact/")))
                .endsWith("'config.yaml' cannot be written: a folder is at 'config.yaml'");
    }

    @Test
    void linksAreNeverCopied() {
        composing.source(
                "odd",
                InMemoryTree.builder()
                        .file("a/real.yaml", "r")
                        .link("a/link.yaml", "../../secret")
                        .link("direct", "/etc/passwd")
                        .build());

        assertThat(composing.files(copy("@odd/**", "@artifact/"), copy("@odd/a/*", "@artifact/b/")))
                .containsOnlyKeys("a/real.yaml", "b/a/real.yaml");
        assertThat(composing.failure(copy("@odd/direct", "@artifact/")))
                .endsWith("no such file or folder in the source");
    }

    @Test
    void mergesYamlIntoWhatIsThere() {
        composing
                .source("chart", "values.yaml", "image: {tag: 1, name: app}\nports: [80, 443]\nkeep: me\n")
                .source(
                        "prod",
                        "values.json",
                        "{\"image\": {\"tag\": 2}, \"ports\": [8080]}",
                        "new.yaml",
                        "# kept\nn: 1\n");

        var files = composing.files(
                copy("@chart/**", "@artifact/"),
                copy("Merge", copy("@prod/values.json", "@artifact/values.yaml")),
                copy("Merge", copy("@prod/new.yaml", "@artifact/")));

        assertThat(files)
                .containsEntry("values.yaml", "image:\n  name: app\n  tag: 2\nkeep: me\nports:\n- 8080\n")
                .containsEntry("new.yaml", "# kept\nn: 1\n");
    }

    @Test
    void whatIsNotYamlCannotBeMerged() {
        composing.source("text", "list", "- a", "env", "A=B");

        assertThat(composing.failure(
                        copy("@repo/config.yaml", "@artifact/x"), copy("Merge", copy("@text/env", "@artifact/x"))))
                .contains("'env' cannot be merged", "what is copied is not a map");
        assertThat(composing.failure(
                        copy("@text/list", "@artifact/x"), copy("Merge", copy("@repo/config.yaml", "@artifact/x"))))
                .contains("what is there is not a map");
    }

    @Test
    void sameContentHasTheSameDigestWhereverItComesFrom() throws IOException {
        composing.source("other", "moved/config.yaml", "a: 1");

        var one = composing.artifacts(null, artifact("one", copy("@repo/config.yaml", "@artifact/")));
        var same = composing.artifacts(null, artifact("two", copy("@other/moved/**", "@artifact/")));
        var different = composing.artifacts(null, artifact("one", copy("@repo/config.yaml", "@artifact/b/")));

        assertThat(one.getFirst().content().contentDigest())
                .isEqualTo(same.getFirst().content().contentDigest())
                .isNotEqualTo(different.getFirst().content().contentDigest());
    }

    @Test
    void foldersStandBeforeWhatIsInThem() {
        var artifact = composing
                .artifacts(null, artifact("app", copy("@repo/**", "@artifact/")))
                .getFirst();

        assertThat(Composing.entries(artifact))
                .containsExactly(
                        "./",
                        "README.md",
                        "config.yaml",
                        "deploy/",
                        "deploy/app.yaml",
                        "deploy/base/",
                        "deploy/base/db.yaml",
                        "deploy/base/testdata/",
                        "deploy/base/testdata/x.yaml",
                        "deploy/notes.md");
    }

    @Test
    void revisionAndOriginAreThoseOfTheNamedSources() {
        composing.source("chart", "Chart.yaml", "c").origin("chart", "v1@sha1:abc");

        var made = composing.artifacts(
                null,
                new OutputArtifact("one", "@repo", "@chart", List.of(copy("@repo/**", "@artifact/"))),
                new OutputArtifact("two", null, "@repo", List.of(copy("@repo/**", "@artifact/"))),
                artifact("three", copy("@repo/**", "@artifact/")));

        assertThat(made.get(0).revision()).hasToString("Optional[main@sha1:repo]");
        assertThat(made.get(0).metadata()).containsValue("v1@sha1:abc");
        assertThat(made.get(1).revision()).isEmpty();
        assertThat(made.get(1).metadata()).containsValue("main@sha1:repo");
        assertThat(made.get(2).metadata()).isEmpty();
    }

    @Test
    void everyLimitIsNamed() {
        var all = copy("@repo/**", "@artifact/");

        assertThat(limited(1000, 5, 100, 100, 100, 100, 100).failure(all))
                .isEqualTo("there are more than 5 files in the artifact 'app'");
        assertThat(limited(1000, 10, 3, 100, 100, 100, 100).failure(all))
                .startsWith("there are more than 3 bytes in the file ");
        assertThat(limited(1000, 10, 100, 100, 7, 100, 100).failure(all))
                .isEqualTo("there are more than 7 bytes in the artifact 'app'");
        assertThat(limited(1000, 10, 100, 100, 100, 7, 100).failure(all))
                .isEqualTo("there are more than 7 bytes in the sources and artifacts of one object");
        assertThat(limited(1000, 10, 100, 100, 100, 100, 3).failure(all))
                .isEqualTo("there are more than 3 files and folders that copy operations look at");
        assertThat(limited(1000, 10, 100, 3, 100, 100, 100)
                        .failure(all, copy("Merge", copy("@repo/config.yaml", "@artifact/"))))
                .isEqualTo("there are more than 3 bytes in the merged file 'config.yaml'");
    }

    @Test
    void filesOfAllArtifactsTogetherAreLimited() {
        var all = copy("@repo/**", "@artifact/");

        assertThat(failed(limited(1000, 10, 100, 100, 100, 100, 100)
                                .compose(null, artifact("one", all), artifact("two", all)))
                        .message())
                .isEqualTo("there are more than 10 files in the artifacts of one object");
    }

    @Test
    void comparingPathsWithPatternsIsLimited() {
        var costly = IntStream.range(0, 100)
                .mapToObj(i -> "**/" + "*a".repeat(100) + i)
                .toArray(String[]::new);
        composing
                .source("repo", "a".repeat(250), "x")
                .limits(new GeneratorLimits(1, 10, 10, 100, 100, 100, 100, 100, 300));

        assertThat(composing.failure(copy("@repo/**", "@artifact/", costly)))
                .isEqualTo("there are more than 300 comparisons of patterns with paths");
        assertThat(composing.failure(copy("@repo/**/" + "*a".repeat(100) + "b", "@artifact/", costly)))
                .isEqualTo("there are more than 300 comparisons of patterns with paths");
    }

    @Test
    void o018_foldersInFoldersAreLimited() {
        composing.source("deep", "a/".repeat(2000) + "file", "x");

        assertThat(composing.failure(copy("@deep/**", "@artifact/")))
                .isEqualTo("there are more than 256 folders on the way to a file");
    }

    private Composing limited(
            int artifacts, int files, long fileBytes, long mergedBytes, long artifactBytes, long total, long visits) {
        return composing.limits(new GeneratorLimits(
                artifacts, files, 10, fileBytes, mergedBytes, artifactBytes, total, visits, 1_000_000));
    }
}
