package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.images.policy.Selection.NoneMatches;
import dev.capstan.images.policy.Selection.PolicyInvalid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTagsTest {
    private static final TagPolicy NUMBERS = new TagPolicy.Numerical(TagOrder.ASC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "$(reboot)",
                "`id`",
                "a;b",
                "a\nb",
                "1\n",
                "a b",
                "-rf",
                ".1",
                "é",
                "１",
                "a/b",
                "1+1",
                "{{ .X }}",
                "\u0000"
            })
    void i088_aTagThatIsNoneIsSkipped(String tag) {
        assertThat(LatestTagTest.chosen(NUMBERS, Optional.empty(), List.of("1", "2", tag)))
                .isEqualTo("2");
        assertThat(LatestTagTest.chosen(
                        new TagPolicy.Alphabetical(TagOrder.ASC), Optional.of(TagFilter.of("")), List.of("1", tag)))
                .isEqualTo("1");
    }

    @Test
    void i088_tagsOfTenKilobytesAreSkipped() {
        assertThat(LatestTagTest.chosen(NUMBERS, Optional.empty(), List.of("1", "9".repeat(10_240))))
                .isEqualTo("1");
        assertThat(LatestTagTest.chosen(NUMBERS, Optional.empty(), List.of("1", "9".repeat(128))))
                .isEqualTo("9".repeat(128));
    }

    @Test
    void i088_versionsWithHugeNumbersAreSkipped() {
        String huge = "9".repeat(100) + ".0.0";

        assertThat(LatestTagTest.chosen(new TagPolicy.Semver("*"), Optional.empty(), List.of(huge, "1.0.0")))
                .isEqualTo("1.0.0");
    }

    @Test
    void i088_messagesAreOnOneLineAndShort() {
        Selection selection =
                LatestTag.choose(NUMBERS, Optional.empty(), List.of("a\nb\u001b[31m" + "x".repeat(10_000)));

        assertThat(selection).isInstanceOfSatisfying(NoneMatches.class, none -> {
            assertThat(none.why()).doesNotContain("\n", "\u001b").hasSizeLessThan(500);
            assertThat(none.counts().malformed()).isEqualTo(1);
        });
    }

    @Test
    void aPatternIsSearchedForInLinearTime() {
        Optional<TagFilter> filter = Optional.of(new TagFilter("^(a+)+$|(x+x+)+y", ""));

        assertThat(LatestTagTest.chosen(
                        new TagPolicy.Alphabetical(TagOrder.ASC), filter, List.of("a".repeat(127) + "b", "aa")))
                .isEqualTo("aa");
    }

    /** In a regular expression with backtracking, each gap would double the time. */
    @Test
    @Timeout(20)
    void aRangeIsReadInBoundedTime() {
        for (String range : List.of(
                "1" + "  1".repeat(160) + " !",
                "1" + " , 1".repeat(120) + "!",
                " ".repeat(511) + "!",
                "1" + "\t \t1".repeat(120) + "!",
                "1-" + "a.".repeat(250) + "!",
                "1 - ".repeat(120))) {
            assertThat(LatestTag.choose(new TagPolicy.Semver(range), Optional.empty(), List.of("1.0.0")))
                    .isInstanceOf(PolicyInvalid.class);
        }
    }

    @Test
    void aPatternThatCostsTooMuchIsRefused() {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            tags.add("x".repeat(120) + i);
        }

        assertThat(LatestTag.choose(NUMBERS, Optional.of(TagFilter.of("(x?y?){1000}z")), tags))
                .isInstanceOfSatisfying(
                        PolicyInvalid.class,
                        invalid -> assertThat(invalid.why()).contains("too long for 20000 tags"));
        assertThat(LatestTag.choose(NUMBERS, Optional.of(TagFilter.of("x".repeat(5_000))), tags))
                .isInstanceOf(PolicyInvalid.class);
    }

    @Test
    void anExtractThatGrowsIsRefused() {
        Optional<TagFilter> filter = Optional.of(new TagFilter("^.*$", "$0".repeat(100)));

        assertThat(LatestTag.choose(NUMBERS, filter, List.of("1".repeat(100))))
                .isInstanceOfSatisfying(
                        PolicyInvalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("filterTags.extract"));
    }

    @Test
    void aHundredThousandTagsAreRankedQuickly() {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            tags.add("v1." + i % 1_000 + "." + i / 1_000 + (i % 7 == 0 ? "-rc." + i : ""));
        }
        Optional<TagFilter> filter = Optional.of(new TagFilter("^v(?P<version>[0-9.]+)$", "$version"));
        long start = System.nanoTime();

        String latest = LatestTagTest.chosen(new TagPolicy.Semver(">=1.0.0"), filter, tags);

        assertThat(latest).isEqualTo("v1.999.99");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
