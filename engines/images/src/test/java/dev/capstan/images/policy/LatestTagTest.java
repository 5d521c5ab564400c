package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.images.policy.Selection.Chosen;
import dev.capstan.images.policy.Selection.NoneMatches;
import dev.capstan.images.policy.Selection.PolicyInvalid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatestTagTest {
    private static final TagPolicy ALL_VERSIONS = new TagPolicy.Semver("*");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ">=1.0.0        ; 1.0.0 1.10.0 1.9.0                ; 1.10.0",
                ">=1.0.0        ; v1.0.0 v1.2.0 latest main         ; v1.2.0",
                ">=1.0.0        ; 1.0.0 2.0.0-rc.1                  ; 1.0.0",
                ">=1.0.0-0      ; 1.0.0 2.0.0-rc.1                  ; 2.0.0-rc.1",
                ">=1.0.0-0      ; 1.0.0-rc.2 1.0.0-rc.10            ; 1.0.0-rc.10",
                ">=1.0.0-0      ; 1.0.0-rc.2 1.0.0                  ; 1.0.0",
                "^1.2           ; 1.2.0 1.9.9 2.0.0                 ; 1.9.9",
                "~1.2           ; 1.2.0 1.2.7 1.3.0                 ; 1.2.7",
                "1.x            ; 1.2.0 1.9.0 2.0.0                 ; 1.9.0",
                "1.0 - 2.1      ; 1.0.0 2.1.9 2.2.0                 ; 2.1.9",
                "<2 || >=3 <4   ; 1.0.0 2.0.0 3.5.0 4.0.0           ; 3.5.0",
                "*              ; 1 1.2 01.2.3 1.2.3.4 0.0.1        ; 0.0.1",
                "*              ; 18446744073709551616.0.0 18446744073709551615.0.0 1.0.0 ; 18446744073709551615.0.0",
            })
    void semverTakesTheHighestInTheRange(String range, String tags, String latest) {
        assertThat(chosen(new TagPolicy.Semver(range), Optional.empty(), words(tags)))
                .isEqualTo(latest);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0 v1.0.0, v1.0.0", "v1.0.0 1.0.0, v1.0.0", "1.0.0-rc.1 v1.0.0-rc.1, v1.0.0-rc.1"})
    void equalVersionsAreDecidedByTheirBytes(String tags, String latest) {
        assertThat(chosen(new TagPolicy.Semver(">=0.0.0-0"), Optional.empty(), words(tags)))
                .isEqualTo(latest);
    }

    /** A tag has no plus sign, but what is extracted of it may have one. */
    @Test
    void buildMetadataDoNotCountButDecideBetweenEquals() {
        Optional<TagFilter> plus = Optional.of(new TagFilter("^(.*)_(.*)$", "$1+$2"));

        assertThat(chosen(ALL_VERSIONS, plus, List.of("1.0.0_b", "1.0.0_a", "0.9.0_z")))
                .isEqualTo("1.0.0_b");
    }

    @ParameterizedTest
    @CsvSource({
        "ASC, a b B _ 1, b",
        "DESC, a b B _ 1, 1",
        "ASC, RELEASE.2024-01-02 RELEASE.2024-01-10, RELEASE.2024-01-10",
        "ASC, 9 10, 9",
        "ASC, a a-, a-",
    })
    void alphabeticalGoesByBytes(TagOrder order, String tags, String latest) {
        assertThat(chosen(new TagPolicy.Alphabetical(order), Optional.empty(), words(tags)))
                .isEqualTo(latest);
    }

    @ParameterizedTest
    @CsvSource({
        "ASC, 9 10 8, 10",
        "DESC, 9 10 8, 8",
        "ASC, 1.5 1.25, 1.5",
        "ASC, 1e3 999, 1e3",
        "ASC, 0x1p10 1023, 0x1p10",
        "ASC, 1_000 999, 1_000",
        "ASC, Inf 5, Inf",
        "DESC, Inf 5, 5",
        "ASC, nan 1 nAn, 1",
        "DESC, nan 1, 1",
        "ASC, nan, nan",
        "ASC, 1 1.0 01, 01",
        "DESC, 1 1.0 01, 01",
        "ASC, 0 0.0, 0",
    })
    void numericalGoesByValue(TagOrder order, String tags, String latest) {
        assertThat(chosen(new TagPolicy.Numerical(order), Optional.empty(), words(tags)))
                .isEqualTo(latest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "0x10", "1__0", "1_", "1e999", "v1", "1.2.3"})
    void oneTagThatIsNoNumberFailsAll(String bad) {
        Selection selection =
                LatestTag.choose(new TagPolicy.Numerical(TagOrder.ASC), Optional.empty(), List.of("1", "2", bad));

        assertThat(selection).isInstanceOfSatisfying(NoneMatches.class, none -> {
            assertThat(none.why()).contains("1 of 3 values are not a number", bad);
            assertThat(none.nearest())
                    .hasValueSatisfying(miss -> assertThat(miss.tag()).isEqualTo(bad));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "^main-[a-f0-9]+-(?P<ts>[0-9]+)$ ; $ts       ; main-ab-2 main-cd-10 main-ef ; main-cd-10",
                "main-[a-f0-9]+-([0-9]+)         ; ${1}      ; x-main-ab-2-y main-cd-1      ; x-main-ab-2-y",
                "([0-9]+)                        ; 1${1}     ; b5 a7                        ; a7",
                "^([0-9]+)                       ; \"\"      ; 5 7 x9                       ; 7",
                "\"\"                            ; \"\"      ; 5 7                          ; 7",
            })
    void theFilterSaysWhatTheNumberIs(String pattern, String extract, String tags, String latest) {
        assertThat(chosen(
                        new TagPolicy.Numerical(TagOrder.ASC),
                        Optional.of(new TagFilter(pattern, extract)),
                        words(tags)))
                .isEqualTo(latest);
    }

    /** Tags are gone through in descending order, as the Go controller keeps them. */
    @Test
    void ofTagsWithOneValueTheLastIsTaken() {
        Optional<TagFilter> filter = Optional.of(new TagFilter("-(\\d+)$", "$1"));

        assertThat(chosen(new TagPolicy.Numerical(TagOrder.ASC), filter, List.of("a-7", "c-7", "b-7", "d-1")))
                .isEqualTo("a-7");
    }

    @Test
    void theOrderOfTheListDoesNotMatter() {
        TagListGenerator lists = new TagListGenerator(7);
        for (int i = 0; i < 500; i++) {
            TagListGenerator.Case question = lists.next();
            List<String> shuffled = new ArrayList<>(question.tags());
            Collections.shuffle(shuffled, new Random(i));
            shuffled.addAll(question.tags());

            assertThat(LatestTag.choose(question.policy(), question.filter(), shuffled))
                    .isEqualTo(LatestTag.choose(question.policy(), question.filter(), question.tags()));
        }
    }

    @Test
    void saysHowManyCameHowFarAndWhoIsNext() {
        Selection selection = LatestTag.choose(
                new TagPolicy.Semver("1.x"),
                Optional.of(TagFilter.of("^v")),
                List.of("v1.0.0", "v1.1.0", "v1.2.0", "v2.0.0", "vx", "1.9.0", "bad tag"));

        assertThat(selection)
                .isEqualTo(new Chosen(
                        "v1.2.0",
                        "v1.2.0",
                        new TagCounts(7, 1, 5, 5, 4, 3),
                        List.of(new Candidate("v1.1.0", "v1.1.0"), new Candidate("v1.0.0", "v1.0.0"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ">=2     ; 1.0.0 1.10.0 1.9.0 latest     ; 1.10.0     ; is not in the range",
                ">=1.0.0 ; 1.0.0-rc.1 1.1.0-rc.2 0.1.0   ; 1.1.0-rc.2 ; lower end such as >=1.1.0-0",
                ">=1.0.0 ; latest main                   ; main       ; is not a version",
            })
    void namesWhatCameNearest(String range, String tags, String nearest, String why) {
        Selection selection = LatestTag.choose(new TagPolicy.Semver(range), Optional.empty(), words(tags));

        assertThat(selection)
                .isInstanceOfSatisfying(
                        NoneMatches.class,
                        none -> assertThat(none.nearest()).hasValueSatisfying(miss -> {
                            assertThat(miss.tag()).isEqualTo(nearest);
                            assertThat(miss.why()).contains(why);
                        }));
    }

    @Test
    void noTagsIsNoMatch() {
        assertThat(LatestTag.choose(ALL_VERSIONS, Optional.empty(), List.of()))
                .isEqualTo(new NoneMatches("there are no tags", new TagCounts(0, 0, 0, 0, 0, 0), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ">=2 ; ^v ; 1.0.0 2.0.0   ; the filter finds none of 2 tags; nearest is '2.0.0': the filter does not find '2.0.0'",
                ">=2 ; .  ; 1.0.0 main    ; no tag is a version in the range '>=2' (2 of 2 tags take part, and 1 of 2 values can be read); nearest is '1.0.0': 1.0.0 is not in the range '>=2'",
                ">=2 ; .  ; -a            ; none of 1 names can be that of a tag; nearest is '-a': '-a' cannot be a tag",
            })
    void saysWhyThereIsNone(String range, String pattern, String tags, String first, String second) {
        Selection selection =
                LatestTag.choose(new TagPolicy.Semver(range), Optional.of(TagFilter.of(pattern)), words(tags));

        assertThat(selection)
                .isInstanceOfSatisfying(
                        NoneMatches.class, none -> assertThat(none.why()).isEqualTo(first + "; " + second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", "", ">=1.0.0 ||", "1.2.3.4", ">>1"})
    void aRangeThatIsNoneIsInvalid(String range) {
        assertThat(LatestTag.choose(new TagPolicy.Semver(range), Optional.empty(), List.of("1.0.0")))
                .isInstanceOfSatisfying(
                        PolicyInvalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("policy.semver.range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "(?<", "(?=x)", "a**", "\\8", "((a{900}){900}){900}"})
    void aPatternThatIsNoneIsInvalid(String pattern) {
        assertThat(LatestTag.choose(ALL_VERSIONS, Optional.of(TagFilter.of(pattern)), List.of("1.0.0")))
                .isInstanceOfSatisfying(PolicyInvalid.class, invalid -> {
                    assertThat(invalid.field()).isEqualTo("filterTags.pattern");
                    assertThat(invalid.why()).contains("cannot be used");
                });
    }

    @Test
    void explainsEveryTag() {
        Explanation explanation = LatestTag.explain(
                new TagPolicy.Semver("1.x"),
                Optional.of(new TagFilter("^v?(.*[0-9a-z])$", "$1")),
                List.of("v1.0.0", "1.0.0", "1.1.0", "2.0.0", "1.2.0-rc.1", "main", "-x", "end_"));

        assertThat(explanation.verdicts())
                .extracting(verdict -> verdict.tag() + " " + verdict.standing() + " "
                        + (verdict.rank().isPresent() ? verdict.rank().getAsInt() : "-"))
                .containsExactly(
                        "1.1.0 RANKED 1",
                        "1.0.0 RANKED 2",
                        "v1.0.0 SAME_VALUE -",
                        "main NOT_A_VERSION -",
                        "end_ FILTERED_OUT -",
                        "2.0.0 OUT_OF_RANGE -",
                        "1.2.0-rc.1 PRERELEASE -",
                        "-x MALFORMED -");
        assertThat(explanation.verdicts().get(2).value()).contains("1.0.0");
    }

    static String chosen(TagPolicy policy, Optional<TagFilter> filter, List<String> tags) {
        return LatestTag.choose(policy, filter, tags) instanceof Chosen chosen ? chosen.tag() : "none";
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split(" +"));
    }
}
