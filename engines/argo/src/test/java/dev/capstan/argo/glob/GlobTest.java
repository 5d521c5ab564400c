package dev.capstan.argo.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "TEXT * anything/at/all true",
                "TEXT team-* team-a/b true",
                "TEXT team-? team-a true",
                "TEXT team-? team- false",
                "TEXT *.example.com api.example.com true",
                "TEXT *.example.com api.example.com.evil.org false",
                "TEXT {dev,prod}-* prod-1 true",
                "TEXT {dev,prod}-* test-1 false",
                "TEXT {a,b{c,d}} bd true",
                "TEXT {*.yaml,*.yml} x/y.yml true",
                "TEXT [a-c]x bx true",
                "TEXT [!a-c]x bx false",
                "TEXT [!abc]x dx true",
                "TEXT a\\*b a*b true",
                "TEXT a\\*b axb false",
                "TEXT a.c abc false",
                "TEXT a+ aa false",
                "TEXT a,b a,b true",
                "TEXT a} a} true",
                "URL * https://h/o/r true",
                "URL https://h/* https://h/r true",
                "URL https://h/* https://h/o/r false",
                "URL https://h/** https://h/o/r true",
                "URL https://h/*/r https://h/o/r true",
                "URL https://h/? https://h// false",
                "NAME * Deployment true",
                "NAME *.example.com a.example.com true",
                "NAME Role* RoleBinding true",
                "NAME [A-CX]y Xy true",
                "NAME [^A-C]y By false",
                "NAME {a,b} a false",
                "NAME {a,b} {a,b} true",
                "NAME * a/b false",
                "PATH values/*.yaml values/a.yaml true",
                "PATH values/*.yaml values/a/b.yaml false",
                "PATH values/**/*.yaml values/a/b/c.yaml true",
                "PATH values/**/*.yaml values/c.yaml true",
                "PATH **/c.yaml c.yaml true",
                "PATH values/** values/a/b true",
                "PATH a**b/c axb/c true",
                "PATH a**b/c ax/b/c false",
                "PATH {a,b}/*.yaml b/x.yaml true",
                "GIT *.yaml a/b.yaml true",
                "GIT a?b a/b true",
                "GIT **/c.yaml c.yaml false",
                "GIT [a-c-]x -x true",
                "GIT []a]x ]x true",
                "GIT [^]a]x ]x false",
                "GIT [!a-c]x bx false",
                "GIT {a,b} a false"
            })
    void standsFor(GlobSyntax syntax, String pattern, String text, boolean isExpected) {
        assertThat(Glob.matches(pattern, text, syntax)).isEqualTo(isExpected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "[]", "[!]", "{a", "[z-a]", "[a-zA-Z]", "{{a}"})
    void aMalformedTextPatternMatchesNothing(String pattern) {
        assertThat(Glob.parse(pattern, GlobSyntax.TEXT)).isInstanceOf(Glob.Parsed.Malformed.class);
        assertThat(Glob.matches(pattern, pattern, GlobSyntax.TEXT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]a]", "[-a]", "[a-]", "a\\", "[z-a]"})
    void aMalformedNamePatternMatchesNothing(String pattern) {
        assertThat(Glob.parse(pattern, GlobSyntax.NAME)).isInstanceOf(Glob.Parsed.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]", "[a", "[a-", "a\\", "[z-a]"})
    void aMalformedGitPatternMatchesNothing(String pattern) {
        assertThat(Glob.parse(pattern, GlobSyntax.GIT)).isInstanceOf(Glob.Parsed.Malformed.class);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Glob.parse("{a", GlobSyntax.TEXT))
                .isEqualTo(new Glob.Parsed.Malformed("the pattern '{a' is malformed: a brace is not closed"));
    }

    @Test
    void manyStarsTakeNoLongerThanPatternTimesText() {
        String pattern = "*a".repeat(500);
        String text = "a".repeat(20_000) + "b";

        assertThat(Glob.matches(pattern, text, GlobSyntax.TEXT)).isFalse();
    }

    @Test
    void nestedAlternativesAreBounded() {
        String deep = "{a,".repeat(17) + "b" + "}".repeat(17);
        String wide = IntStream.range(0, 60).mapToObj(_ -> "{a,aa}").collect(Collectors.joining()) + "b";

        assertThat(Glob.parse(deep, GlobSyntax.TEXT)).isInstanceOf(Glob.Parsed.Malformed.class);
        assertThat(Glob.matches(wide, "a".repeat(90), GlobSyntax.TEXT)).isFalse();
    }

    @Test
    void aPatternIsNotReadAtAnyLength() {
        assertThat(Glob.parse("a".repeat(Glob.LONGEST + 1), GlobSyntax.TEXT))
                .isInstanceOfSatisfying(
                        Glob.Parsed.Malformed.class,
                        malformed -> assertThat(malformed.why()).contains("at most 2048"));
    }

    @Test
    void charactersBeyondSixteenBitsAreOneCharacter() {
        assertThat(Glob.matches("?", "😀", GlobSyntax.TEXT)).isTrue();
        assertThat(Glob.matches("[😀]", "😀", GlobSyntax.TEXT)).isTrue();
        assertThat(Glob.matches("😀*", "😀x", GlobSyntax.TEXT)).isTrue();
    }
}
