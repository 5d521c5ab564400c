package dev.capstan.image.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImagePolicySpec;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.image.scan.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagChoiceTest {
    private static final List<String> TAGS =
            List.of("v2.0.0", "main-3-c", "main-20-a", "main-1-b", "latest", "1.10.0", "1.9.0", "1.11.0-rc.1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy: {semver: {range: '>=1.0.0'}} | v2.0.0",
                "policy: {semver: {range: 1.x}} | 1.10.0",
                "policy: {semver: {range: '>=1.0.0-0 <2.0.0-0'}} | 1.11.0-rc.1",
                "policy: {alphabetical: {}} | v2.0.0",
                "policy: {alphabetical: {order: desc}} | 1.10.0",
                "policy: {semver: {range: 1.x}, alphabetical: {}, numerical: {}} | 1.10.0",
                "policy: {alphabetical: {}, numerical: {}} | v2.0.0",
                "{policy: {numerical: {}}, filterTags: {pattern: '^main-(?P<n>[0-9]+)-', extract: '$n'}} | main-20-a",
                "{policy: {numerical: {order: desc}}, filterTags: {pattern: '^main-([0-9]+)-.*', extract: '${1}'}} | main-1-b",
                "{policy: {alphabetical: {}}, filterTags: {pattern: '^main-'}} | main-3-c"
            })
    void thePolicyOfTheSpecChooses(String yaml, String expected) {
        assertThat(TagChoice.of(spec(yaml), TAGS)).isEqualTo(new TagChoice.Chosen(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy: {} | policy",
                "policy: {semver: {range: 'not a range'}} | policy.semver.range",
                "{policy: {alphabetical: {}}, filterTags: {pattern: '(unclosed'}} | filterTags.pattern",
                "suspend: false | policy"
            })
    void whatCannotBeUsedIsSaidWithItsField(String yaml, String field) {
        var failure = failure(yaml, TAGS);

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_POLICY);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message()).startsWith("invalid policy: spec." + field + ": ");
    }

    @Test
    void noTagThatCountsIsAFailureThatOtherTagsCanHelp() {
        var failure = failure("policy: {semver: {range: '>=3.0.0'}}", TAGS);

        assertThat(failure.reason()).isEqualTo(Reason.FAILURE);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_DEPENDENCY);
    }

    @Test
    void oneTagThatIsNoNumberFailsANumericalPolicy() {
        assertThat(failure("policy: {numerical: {}}", List.of("1", "2", "x")).reason())
                .isEqualTo(Reason.FAILURE);
        assertThat(TagChoice.of(spec("policy: {numerical: {}}"), List.of("9", "10", "1e1")))
                .isInstanceOf(TagChoice.Chosen.class);
    }

    @Test
    void i088_tagsThatAreNoTagsAreSkipped() {
        var tags = List.of("1.0.0", "$(id)", "9.0.0\n", "9.9.9;rm", "9".repeat(10_000), "99999999999999999999999.0.0x");

        assertThat(TagChoice.of(spec("policy: {semver: {range: '*'}}"), tags)).isEqualTo(new TagChoice.Chosen("1.0.0"));
    }

    private static PolicyFailure failure(String yaml, List<String> tags) {
        return ((TagChoice.None) TagChoice.of(spec(yaml), tags)).failure();
    }

    private static ImagePolicySpec spec(String yaml) {
        return Specs.of(yaml, ImagePolicySpec.class);
    }
}
