package dev.capstan.source.generator;

import static dev.capstan.source.generator.Composing.artifact;
import static dev.capstan.source.generator.Composing.copy;
import static dev.capstan.source.generator.Composing.failed;
import static dev.capstan.source.generator.Composing.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.ArtifactGeneratorSpec;
import dev.capstan.api.source.GeneratorSource;
import dev.capstan.api.source.OutputArtifact;
import dev.capstan.source.SourceResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorPlanTest {
    private final Composing monorepo = new Composing()
            .source(
                    "repo",
                    "apps/Auth/envs/Dev/a.yaml",
                    "auth dev",
                    "apps/auth-v2/envs/dev/a.yaml",
                    "v2",
                    "apps/pay/envs/prod/a.yaml",
                    "pay prod",
                    "apps/pay/envs/file",
                    "no folder",
                    "apps/empty/x",
                    "x");

    @Test
    void everyFolderThatMatchesGivesItsArtifacts() {
        var made = monorepo.artifacts(
                "@repo/apps/{app}/envs/{env}",
                artifact("{app}-{env}", copy("@repo/apps/{app}/envs/{env}/**", "@artifact/{app}/")));

        assertThat(names(made)).containsExactly("auth-dev", "auth-v2-dev", "pay-prod");
        assertThat(made.getFirst().plan().labels()).isEqualTo(Map.of("app", "auth", "env", "dev"));
        assertThat(Composing.files(made.getFirst())).isEqualTo(Map.of("Auth/a.yaml", "auth dev"));
    }

    @Test
    void namesMayBePartsOfAFolder() {
        var made = monorepo.artifacts(
                "@repo/apps/{app}-v{version}/", artifact("{app}.{version}", copy("@repo/", "@artifact/")));

        assertThat(names(made)).containsExactly("auth.2");
    }

    @Test
    void noFolderGivesNoArtifact() {
        assertThat(monorepo.artifacts("@repo/services/{name}", artifact("{name}", copy("@repo/", "@artifact/"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@repo/apps/{},            '{}',          'is not a name'",
        "@repo/apps/{a-b},         x,             'is not a name'",
        "@repo/apps/{a,            x,             'has no ''}'' after it'",
        "@repo/apps/a},            x,             'has no ''{'' before it'",
        "@repo/{a}/{a},            '{a}',         'occurs twice'",
        "@repo/{_a},               '{_a}',        'cannot be the key of a label'",
        "@repo/../{a},             '{a}',         'leads out of the source'",
        "@other/{a},               '{a}',         'names the source alias ''other'''",
        "@repo/apps/{a},           '{b}',         'does not occur in the pathPattern'",
        "@repo/apps/{a},           '{a}..x',      'cannot be the name of an artifact'",
        "@repo/apps/pay/envs/{a},  'same',        ''",
        "@repo/apps/{a},           'same',        'both give an artifact the name ''same'''",
    })
    void whatCannotBeExpandedIsInvalid(String pattern, String name, String why) {
        var result = monorepo.compose(pattern, artifact(name, copy("@repo/", "@artifact/")));

        if (why.isEmpty()) {
            assertThat(result).isInstanceOf(SourceResult.Success.class);
        } else {
            assertThat(failed(result).message()).contains(why);
            assertThat(failed(result).reason()).isEqualTo(Reason.VALIDATION_FAILED);
        }
    }

    @Test
    void folderWhoseNameCannotBeALabelIsInvalid() {
        var odd = new Composing().source("repo", "apps/my app/a", "a");

        assertThat(failed(odd.compose("@repo/apps/{app}", artifact("x", copy("@repo/", "@artifact/"))))
                        .message())
                .isEqualTo(
                        "the folder 'apps/my app' gives '{app}' the value 'my app', which cannot be the value of a label");
    }

    @Test
    void artifactsOfOneObjectAreLimited() {
        monorepo.limits(new GeneratorLimits(2, 10, 100, 100, 100, 100, 1000, 1000, 1_000_000));

        assertThat(failed(monorepo.compose("@repo/apps/{a}", artifact("{a}", copy("@repo/", "@artifact/"))))
                        .message())
                .isEqualTo("there are more than 2 artifacts of one object");
    }

    @Test
    void comparingFoldersWithThePatternIsLimited() {
        var many = new Composing()
                .source("repo", "a".repeat(200) + "/x", "x")
                .limits(new GeneratorLimits(2, 10, 100, 100, 100, 100, 1000, 1000, 10_000));

        assertThat(failed(many.compose("@repo/{a}a{b}a{c}a{d}z", artifact("{a}", copy("@repo/", "@artifact/"))))
                        .message())
                .isEqualTo("there are more than 10000 comparisons of patterns with paths");
    }

    @ParameterizedTest
    @CsvSource({
        "@repo/a,       @artifact/../x,    'not a path inside of the artifact'",
        "@repo/a,       @artifact//etc,    'not a path inside of the artifact'",
        "@repo/a,       @artifact/a\\b,    'not a path inside of the artifact'",
        "@repo/a,       @other/x,          'must be written as @artifact/path'",
        "@repo,         @artifact/,        'must be written as @alias/path'",
        "repo/a,        @artifact/,        'must be written as @alias/path'",
        "@repo/../a,    @artifact/,        'leads out of the source'",
        "@repo//etc/*x/../y, @artifact/,   'is malformed at ''..'''",
        "@repo/[a,      @artifact/,        'is malformed at ''[a'''",
        "@none/a,       @artifact/,        'names the source alias ''none'', which is not there'",
    })
    void o016_pathsThatLeadOutsideAndPatternsThatAreMalformedAreInvalid(String from, String to, String why) {
        var failure = failed(plan(true, null, artifact("app", copy(from, to))));

        assertThat(failure.message()).contains(why);
        assertThat(failure.reason()).isEqualTo(Reason.VALIDATION_FAILED);
        assertThat(failure.retry()).isEqualTo(Retry.ON_INPUT_CHANGE);
    }

    @Test
    void excludesAreChecked() {
        assertThat(failed(plan(true, null, artifact("app", copy("@repo/", "@artifact/", "[*.md"))))
                        .message())
                .contains("malformed at '[*.md'");
        assertThat(failed(plan(true, null, artifact("app", copy("@repo/", "@artifact/", "{a,b}".repeat(9)))))
                        .message())
                .contains("more than 256 alternatives");
        assertThat(failed(plan(true, null, artifact("app", copy("@repo/", "@artifact/", "x".repeat(1025)))))
                        .message())
                .contains("more than 1024 characters");
    }

    @Test
    void namesAndAliasesAreGivenOnce() {
        var copy = copy("@repo/", "@artifact/");

        assertThat(failed(plan(true, null, artifact("app", copy), artifact("app", copy)))
                        .message())
                .isEqualTo("the artifact name 'app' is given twice");
        assertThat(failed(GeneratorPlan.of(
                                new ArtifactGeneratorSpec(
                                        null,
                                        List.of(source("repo", null), source("repo", null)),
                                        null,
                                        List.of(artifact("app", copy))),
                                "apps",
                                true))
                        .message())
                .isEqualTo("the source alias 'repo' is given twice");
        assertThat(failed(plan(true, null, new OutputArtifact("app", "@none", null, List.of(copy))))
                        .message())
                .contains("'none', which is not there");
    }

    @Test
    void sourcesOfOtherNamespacesCanBeForbidden() {
        var copy = copy("@repo/", "@artifact/");

        assertThat(plan(true, "other", artifact("app", copy))).isInstanceOf(SourceResult.Success.class);
        assertThat(plan(false, "apps", artifact("app", copy))).isInstanceOf(SourceResult.Success.class);
        var failure = failed(plan(false, "other", artifact("app", copy)));
        assertThat(failure.reason()).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(failure.message())
                .isEqualTo("can't access 'GitRepository/other/repo', cross-namespace references have been blocked");
    }

    private static SourceResult<GeneratorPlan> plan(
            boolean mayCross, @Nullable String namespace, OutputArtifact... artifacts) {
        var spec = new ArtifactGeneratorSpec(null, List.of(source("repo", namespace)), null, List.of(artifacts));
        return GeneratorPlan.of(spec, "apps", mayCross);
    }

    private static GeneratorSource source(String alias, @Nullable String namespace) {
        return new GeneratorSource(alias, "GitRepository", "repo", namespace);
    }
}
