package dev.capstan.helmrelease.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.helmrelease.snapshot.Releases;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"3", "3@2026-01-02T03:04:05Z", "3@again"})
    void namesARevisionAndATextThatTellsItFromOthers(String value) {
        RollbackRequest request = open(value, "").orElseThrow();

        assertThat(request.target()).contains(3);
        assertThat(request.id()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "previous",
                "0",
                "-1",
                "03",
                " 3",
                "3 ",
                "3@",
                "3@ x",
                "3\n",
                "3@a\u0000",
                "3.0",
                "1e3",
                "9999999999",
                "99999999999999999999",
                "３",
                "3@ä",
                "{}"
            })
    void whatIsNotARevisionIsARequestThatNamesNone(String value) {
        assertThat(open(value, "").orElseThrow().target()).isEmpty();
    }

    @Test
    void aValueThatIsTooLongIsKeptAsItsDigestAndShownCut() {
        RollbackRequest request = open("3@" + "x".repeat(200_000), "").orElseThrow();

        assertThat(request.target()).isEmpty();
        assertThat(request.id()).startsWith("sha256:").hasSizeLessThan(80);
        assertThat(request.shown()).hasSize(41);
    }

    @Test
    void controlCharactersAreNotShown() {
        assertThat(open("\u001b[31mred\r\n", "").orElseThrow().shown()).isEqualTo("?[31mred??");
    }

    @Test
    void noAnnotationAndAnEmptyOneAskForNothing() {
        assertThat(RollbackRequest.open(Map.of(), Releases.status(""))).isEmpty();
        assertThat(open("", "")).isEmpty();
    }

    @Test
    void isOpenUntilItIsDecidedAndAnotherValueIsAnotherRequest() {
        String begun = "rollback: {request: 3@a, target: 3}";
        String done = "rollback: {request: 3@a, target: 3, revision: 5}";
        String refused = "rollback: {request: 3@a, target: 3, failure: no}";

        assertThat(open("3@a", begun)).isPresent();
        assertThat(open("3@a", done)).isEmpty();
        assertThat(open("3@a", refused)).isEmpty();
        assertThat(open("3@b", done)).isPresent();
    }

    private static Optional<RollbackRequest> open(String value, String status) {
        return RollbackRequest.open(Map.of(ToolkitKeys.ROLLBACK, value), Releases.status(status));
    }
}
