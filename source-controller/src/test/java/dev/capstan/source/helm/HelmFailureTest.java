package dev.capstan.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Reason;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | true  | it refuses the credentials in spec.secretRef
            403 | false | it wants credentials, put them into spec.secretRef
            500 | true  | the server answered with HTTP 500
            """)
    void saysWhereTheCredentialsOfARepositoryAre(int status, boolean hadLogin, String end) {
        assertThat(HelmFailure.of(new ChartAccessFailure.IndexRefused("https://r.test/index.yaml", status, hadLogin))
                        .message())
                .startsWith("cannot fetch 'https://r.test/index.yaml': the server answered with HTTP " + status)
                .endsWith(end);
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "404, false"})
    void saysWhyOtherServersAreNotShownWhoWeAre(int status, boolean isAboutLogin) {
        var message = HelmFailure.of(new ChartAccessFailure.ChartRefused("https://o.test/web.tgz", status))
                .message();

        assertThat(message.contains("spec.passCredentials")).isEqualTo(isAboutLogin);
    }

    @Test
    void whatWasNotFetchedKeepsItsReason() {
        SourceFailure failure = HelmFailure.of(new ChartAccessFailure.IndexRefused("p", 401, true));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.step()).isEqualTo(SourceStep.FETCH);
    }

    @Test
    void anIndexThatCannotBeKeptIsAFailureOfTheStorage() {
        var failure = HelmFailure.of(new ChartAccessFailure.IndexNotKept("No space left on device"));

        assertThat(failure).isEqualTo(new CommonSourceFailure.Storage("No space left on device", true));
    }
}
