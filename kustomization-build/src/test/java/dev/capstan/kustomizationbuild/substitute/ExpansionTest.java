package dev.capstan.kustomizationbuild.substitute;

import static dev.capstan.kustomizationbuild.substitute.Strictness.LENIENT;
import static dev.capstan.kustomizationbuild.substitute.Strictness.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomizationbuild.substitute.Expansion.Expanded;
import dev.capstan.kustomizationbuild.substitute.Expansion.NotExpanded;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

    private static final Variables DECLARED = new Variables(Map.of(
            "name", "abcABC123ABCabc",
            "file", "/path/to/file.tar.gz",
            "empty", "",
            "word", "straße",
            "Upper", "ÉTÉ",
            "number", "8080",
            "slashes", "a/b/c"));

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '!',
            value = {
                "plain $name text!plain $name text",
                "x${number}y${number}z!x8080y8080z",
                "$${name}!${name}",
                "$$name!$name",
                "$$${number}!$8080",
                "cost: $5 \\\\ kept!cost: $5 \\\\ kept",
                "${unset:-d}!d",
                "${unset:=d}!d",
                "${unset-d}!d",
                "${unset=d}!d",
                "${empty:-d}!d",
                "${empty-d}!d",
                "${empty=d}!d",
                "${number:-d}!8080",
                "${number:+x}!8080",
                "${unset:+x}!x",
                "${unset+x}!x",
                "${unset:?x}!x",
                "${unset?x}!x",
                "${unset:-}!\"\"",
                "${unset:-${missing:-c}}!c",
                "${unset:=pre${number}-post}!pre8080-post",
                "${unset:-${number:1:2}}!08",
                "${unset:-$$x}!$$x",
                "${#name}!15",
                "${#word}!7",
                "${#empty}!0",
                "${name^}!AbcABC123ABCabc",
                "${name^^}!ABCABC123ABCABC",
                "${Upper,}!éTÉ",
                "${Upper,,}!été",
                "${empty^}!\"\"",
                "${name:6}!123ABCabc",
                "${name:6:3}!123",
                "${name: 6}!abcABC123ABCabc",
                "${name:0:-3}!abcABC123ABC",
                "${name:20}!\"\"",
                "${name:2:99}!cABC123ABCabc",
                "${name:99:-1}!\"\"",
                "${file#*/}!path/to/file.tar.gz",
                "${file##*/}!file.tar.gz",
                "${file%.*}!/path/to/file.tar",
                "${file%%.*}!/path/to/file",
                "${file#/[o-q]ath}!/to/file.tar.gz",
                "${file#[}!/path/to/file.tar.gz",
                "${file#nothing}!/path/to/file.tar.gz",
                "${name/abc/X}!XABC123ABCabc",
                "${name//abc/X}!XABC123ABCX",
                "${name/#abc/X}!XABC123ABCabc",
                "${name/%abc/X}!abcABC123ABCX",
                "${name/#/X}!XabcABC123ABCabc",
                "${name/abc/}!ABC123ABCabc",
                "${name/#abc/}!abcABC123ABCabc",
                "${slashes/\\//-}!a-b/c",
                "${slashes//\\//-}!a-b-c",
                "${name//${number}/x}!abcABC123ABCabc",
            })
    void readsEveryFormAsTheFluxControllersDo(String text, String expected) {
        Expansion expansion = Expansion.of(text, DECLARED, STRICT);

        assertThat(expansion).isEqualTo(new Expanded(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${unset}",
                "${#unset}",
                "${unset^}",
                "${unset,,}",
                "${unset:0}",
                "${unset:0:1}",
                "${unset#x}",
                "${unset%%x}",
                "${unset/x/y}",
                "${unset//x/y}",
                "${number:-${unset}}",
                "${other:-${unset}}"
            })
    void k035_undeclaredVariableFailsByName(String text) {
        Expansion expansion = Expansion.of(text, DECLARED, STRICT);

        assertThat(expansion).isEqualTo(new NotExpanded(new SubstitutionFailure.VariableNotSet("unset")));
    }

    @Test
    void k035_environmentOfTheProcessIsNeverVisible() {
        assertThat(System.getenv("PATH")).isNotEmpty();

        assertThat(Expansion.of("${PATH}", Variables.NONE, STRICT)).isInstanceOf(NotExpanded.class);
        assertThat(Expansion.of("${PATH}", Variables.NONE, LENIENT)).isEqualTo(new Expanded(""));
    }

    @Test
    void undeclaredVariablesAreEmptyWhenLenient() {
        assertThat(Expansion.of("[${unset}][${unset^^}][${#unset}]", DECLARED, LENIENT))
                .isEqualTo(new Expanded("[][][0]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${}",
                "${ name }",
                "${name",
                "${name:",
                "${name:}",
                "${name:-d",
                "${array[@]}",
                "${#}",
                "${#name",
                "${name#}",
                "${name/}",
                "${name/x",
                "${name:1:}",
                "${-}",
                "${name!}"
            })
    void malformedExpressionFails(String text) {
        Expansion expansion = Expansion.of("before " + text, DECLARED, STRICT);

        assertThat(expansion)
                .isInstanceOfSatisfying(
                        NotExpanded.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOf(SubstitutionFailure.ExpressionMalformed.class));
    }

    @Test
    void messageOfAMalformedExpressionShowsNoDefault() {
        Expansion expansion = Expansion.of("${password:-hunter2", DECLARED, STRICT);

        assertThat(expansion)
                .isInstanceOfSatisfying(
                        NotExpanded.class,
                        failed -> assertThat(failed.failure().message())
                                .contains("${password")
                                .doesNotContain("hunter2"));
    }

    @Test
    void valuesAreNotExpandedAgain() {
        var variables = new Variables(Map.of("a", "${b}", "b", "x"));

        assertThat(Expansion.of("${a}", variables, STRICT)).isEqualTo(new Expanded("${b}"));
    }

    @Test
    void nestingHasALimit() {
        String text = "${unset:-".repeat(10_000) + "x" + "}".repeat(10_000);

        assertThat(Expansion.of(text, DECLARED, STRICT))
                .isInstanceOfSatisfying(
                        NotExpanded.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(SubstitutionFailure.LimitExceeded.class));
    }

    @Test
    void growthHasALimit() {
        var variables = new Variables(Map.of("big", "x".repeat(1_000_000)));

        assertThat(Expansion.of("${big}".repeat(1000), variables, STRICT))
                .isInstanceOfSatisfying(
                        NotExpanded.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(SubstitutionFailure.LimitExceeded.class));
        assertThat(Expansion.of("${big//x/" + "y".repeat(1000) + "}", variables, STRICT))
                .isInstanceOf(NotExpanded.class);
    }

    @Test
    void hostilePatternEndsSoon() {
        var variables = new Variables(Map.of("a", "a".repeat(20_000)));

        Assertions.assertThatNoException().isThrownBy(() -> {
            long start = System.nanoTime();
            Expansion.of("${a%%" + "*a".repeat(500) + "b}", variables, STRICT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        });
    }

    @Test
    void largeTextIsReadInOnePass() {
        String text = "key: ${number} and more\n".repeat(200_000);

        assertThat(Expansion.of(text, DECLARED, STRICT)).isEqualTo(new Expanded(text.replace("${number}", "8080")));
    }
}
