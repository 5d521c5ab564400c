package dev.capstan.promotion.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.promotion.place.TagPattern.VersionTag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagStepTest {

    @ParameterizedTest
    @CsvSource({
        "v*, v1.0.0, true",
        "v*, v1.0.0-rc.1, false",
        "v*, 1.0.0, false",
        "v*, vnext, false",
        "v*, v1.0, false",
        "v*-rc.*, v1.0.0-rc.1, true",
        "v*-rc.*, v1.0.0-rc, true",
        "v*-rc.*, v1.0.0-rc2, false",
        "v*-rc.*, v1.0.0-alpha.1, false",
        "v*-rc.*, v1.0.0, false",
        "app/v*, app/v1.0.0, true",
        "app/v*, web/v1.0.0, false",
        "v1.*, v1.9.0, true",
        "v1.*, v10.0.0, false",
        ">=1.0.0, v1.2.0, true",
        ">=1.0.0, 1.2.0, true",
        ">=1.0.0, v1.2.0-rc.1, false",
        ">=1.0.0-0, v1.2.0-rc.1, true",
        "1.x, v1.2.0, true",
        "*, v0.1.0, true",
        "v*, v1.0.0'--upload-pack=x', false"
    })
    void aTagBelongsToAPattern(String pattern, String tag, boolean belongs) {
        assertThat(pattern(pattern).read(tag).isPresent()).isEqualTo(belongs);
    }

    @ParameterizedTest
    @CsvSource({"''", "v*-rc*", "-v*", "'v*; rm'", "not a range", "v**", "../v*"})
    void otherTextsAreNoPatterns(String text) {
        assertThat(TagPattern.parse(text)).isInstanceOf(TagPattern.Parsed.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "v*-rc.*, 'v1.0.0-rc.2=b v1.0.0-rc.10=a v1.0.0=c', v1.0.0-rc.10",
        "v*, 'v1.9.0=a v1.10.0=b v2.0.0-rc.1=c', v1.10.0",
        "v*, 'v1.0.0-rc.1=a', ''",
        "1.x, '1.0.0=a v1.0.0=b', 1.0.0"
    })
    void anEnvironmentHasTheHighest(String pattern, String tags, String current) {
        assertThat(TagStep.current(pattern(pattern), tags(tags)).map(VersionTag::name))
                .isEqualTo(Optional.of(current).filter(name -> !name.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0.0-rc.1, v*, 'v1.0.0-rc.1=a', Make v1.0.0",
        "v1.0.0-rc.1, v*, 'v1.0.0-rc.1=a v0.9.0=b', Make v1.0.0",
        "v1.0.0-rc.1, v*, 'v1.0.0-rc.1=a v1.0.0=a', Has v1.0.0",
        "v1.0.0-rc.2, v*, 'v1.0.0-rc.2=b v1.0.0=a', Blocked the tag v1.0.0 is at another commit",
        "v1.0.0-rc.1, v*, 'v1.0.0-rc.1=a v1.1.0=b', 'Blocked v1.1.0, which is there already, is a higher version'",
        "v1.0.0-alpha.4, v*-rc.*, 'v1.0.0-alpha.4=a', Make v1.0.0-rc.1",
        "v1.0.0-alpha.4, v*-rc.*, 'v1.0.0-alpha.4=a v1.0.0-rc.1=b v1.0.0-rc.9=c', Make v1.0.0-rc.10",
        "v1.0.0-alpha.4, v*-rc.*, 'v1.0.0-alpha.4=a v1.0.0-rc.1=a', Has v1.0.0-rc.1",
        "v2.0.0-rc.1, v1.*, 'v2.0.0-rc.1=a', Blocked the tag v2.0.0 would not belong to v1.*",
        "v1.0.0-rc.1, >=1.0.0, 'v1.0.0-rc.1=a', Make v1.0.0",
        "1.0.0-rc.1, >=1.0.0, '1.0.0-rc.1=a', Make 1.0.0",
        "v0.9.0-rc.1, >=1.0.0, 'v0.9.0-rc.1=a', Blocked the tag v0.9.0 would not belong to >=1.0.0",
        "v1.0.0-rc.1, app/v*, 'v1.0.0-rc.1=a', Make app/v1.0.0"
    })
    void aTagBringsAVersionToTheNextEnvironment(String candidate, String next, String tags, String wanted) {
        VersionTag tag = pattern(">=0.0.0-0").read(candidate).orElseThrow();

        TagStep.Wanted answer = TagStep.wanted(tag, pattern(next), tags(tags));

        String words = switch (answer) {
            case TagStep.Wanted.Has(var name) -> "Has " + name;
            case TagStep.Wanted.Make(var name) -> "Make " + name;
            case TagStep.Wanted.Blocked(var why) -> "Blocked " + why;
        };
        assertThat(words).startsWith(wanted);
    }

    private static TagPattern pattern(String text) {
        return ((TagPattern.Parsed.Usable) TagPattern.parse(text)).pattern();
    }

    private static Map<String, String> tags(String text) {
        var tags = new HashMap<String, String>();
        for (String tag : text.split(" ")) {
            String[] parts = tag.split("=");
            tags.put(parts[0], parts[1].repeat(40));
        }
        return tags;
    }
}
