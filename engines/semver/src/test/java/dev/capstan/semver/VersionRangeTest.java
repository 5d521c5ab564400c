package dev.capstan.semver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*                ; 1.2.3        ; true",
                "*                ; 1.2.3-rc.1   ; false",
                "1.x              ; 1.9.9        ; true",
                "1.x              ; 2.0.0        ; false",
                "1.2              ; 1.2.7        ; true",
                "1.2              ; 1.3.0        ; false",
                "=1.2.3           ; 1.2.3        ; true",
                "!=1.2.3          ; 1.2.3        ; false",
                ">=1.0.0 <2.0.0   ; 1.10.0       ; true",
                ">=1.0.0, <2.0.0  ; 2.0.0        ; false",
                ">1.2             ; 1.2.9        ; false",
                ">1.2             ; 1.3.0        ; true",
                "<=1.2            ; 1.2.9        ; true",
                "~1.2.3           ; 1.2.9        ; true",
                "~1.2.3           ; 1.3.0        ; false",
                "~1               ; 1.9.0        ; true",
                "^1.2.3           ; 1.9.0        ; true",
                "^1.2.3           ; 2.0.0        ; false",
                "^0.2.3           ; 0.2.9        ; true",
                "^0.2.3           ; 0.3.0        ; false",
                "^0.0.3           ; 0.0.4        ; false",
                "1.2 - 1.4        ; 1.4.9        ; true",
                "1.2 - 1.4        ; 1.5.0        ; false",
                "1.x || 3.x ; 3.1.0 ; true",
                "1.x || 3.x ; 2.1.0 ; false",
                ">=1.0.0-0        ; 1.0.0-rc.1   ; true",
                ">=1.0.0-beta     ; 1.0.0-alpha  ; false",
                "v1.2.3           ; 1.2.3        ; true",
            })
    void containsWhatGoToolsFindInIt(String range, String version, boolean isIn) {
        var parsed = ((VersionRange.Parsed.Range) VersionRange.parse(range)).range();

        assertThat(parsed.contains(SemanticVersion.parse(version).orElseThrow()))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", ">=", "1.2.3.4.5", "1.0 || ", ">=1 foo", "--upload-pack=x"})
    void refusesWhatIsNoRange(String text) {
        assertThat(VersionRange.parse(text)).isInstanceOf(VersionRange.Parsed.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0,1.0.1",
        "1.9.0,1.10.0",
        "1.0.0-alpha,1.0.0",
        "1.0.0-alpha,1.0.0-alpha.1",
        "1.0.0-2,1.0.0-11",
        "1.0.0-9,1.0.0-a"
    })
    void ordersVersions(String lower, String higher) {
        assertThat(SemanticVersion.parse(lower).orElseThrow())
                .isLessThan(SemanticVersion.parse(higher).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "01.0.0", "1.0.0-01", "1.0.0-", "x", "1.0.0.0", "99999999999999999999.0.0"})
    void refusesWhatIsNoVersion(String text) {
        assertThat(SemanticVersion.parse(text)).isEmpty();
    }
}
