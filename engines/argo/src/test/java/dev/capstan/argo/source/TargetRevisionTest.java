package dev.capstan.argo.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.TargetRevision.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRevisionTest {
    private static final List<String> TAGS =
            List.of("v1.0.0", "v1.1.0", "v1.2.0-rc.1", "1.10.0", "2.0.0", "web/1.0.0", "web/1.4.0", "latest");

    private static Wanted wanted(String text, String prefix) {
        return new TargetRevision(text, prefix).wanted(TAGS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', HEAD",
        "HEAD, '', HEAD",
        "main, '', main",
        "feature/x, '', feature/x",
        "refs/pull/1/head, '', refs/pull/1/head",
        "v1.0.0, '', v1.0.0",
        "1.0, '', 1.0",
        "latest, '', latest",
        "1.*, '', 1.10.0",
        "'>=1.0.0 <1.5.0', '', v1.1.0",
        "^2, '', 2.0.0",
        "*, '', 2.0.0",
        ">=1.2.0-rc.1 <1.3.0, '', v1.2.0-rc.1",
        "1.*, web/, web/1.4.0",
        "1.0.0, web/, web/1.0.0",
        "x, web/, web/1.4.0"
    })
    void meansAReference(String text, String prefix, String name) {
        assertThat(wanted(text, prefix)).isEqualTo(new Wanted.Reference(name, false));
    }

    @Test
    void meansACommit() {
        String commit = "0123456789abcdef0123456789ABCDEF01234567";

        assertThat(wanted(commit, "")).isEqualTo(new Wanted.Commit(commit));
        assertThat(wanted("0123abc", "")).isEqualTo(new Wanted.Reference("0123abc", true));
        assertThat(wanted("1234567", "")).isEqualTo(new Wanted.Reference("1234567", true));
        assertThat(wanted("0123ab", "")).isEqualTo(new Wanted.Reference("0123ab", false));
    }

    @Test
    void aBranchMayBeCalledAsAConstraint() {
        assertThat(new TargetRevision("x", "").wanted(List.of())).isEqualTo(new Wanted.Reference("x", false));
    }

    @Test
    void aConstraintThatNoTagMeetsIsNothing() {
        assertThat(wanted("^3.0.0", "")).isEqualTo(new Wanted.Nothing("none of 8 tags is a version within '^3.0.0'"));
        assertThat(wanted("3.x", "web/")).isEqualTo(new Wanted.Nothing("none of 2 tags is a version within '3.x'"));
    }

    @Test
    void aPrefixIsForConstraints() {
        assertThat(wanted("main", "web/"))
                .isEqualTo(new Wanted.Nothing(
                        "tagPrefix 'web/' needs a targetRevision that is a constraint, and 'main' is none"));
    }

    @Test
    void ofCharts() {
        List<String> versions = List.of("1.0.0", "1.2.0", "2.0.0-beta", "nonsense");

        assertThat(TargetRevision.ofChart("1.x", versions)).contains("1.2.0");
        assertThat(TargetRevision.ofChart("*", versions)).contains("1.2.0");
        assertThat(TargetRevision.ofChart("7.0.0", versions)).contains("7.0.0");
        assertThat(TargetRevision.ofChart("^3", versions)).isEmpty();
        assertThat(TargetRevision.ofChart("main", versions)).isEmpty();
    }

    @Test
    void longNonsenseIsAName() {
        String text = "1" + ".1".repeat(5000);

        assertThat(new TargetRevision(text, "").wanted(TAGS)).isEqualTo(new Wanted.Reference(text, false));
    }
}
